package com.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartTest {
  @Test
  void connectsToTheServerThatItStarts() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Quickstart.run(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("PostgreSQL 18\\.");
  }
}
