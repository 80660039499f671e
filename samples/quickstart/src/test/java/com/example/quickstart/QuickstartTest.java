package com.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuickstartTest {
  private static List<String> lines;

  @BeforeAll
  static void run() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Quickstart(new PrintStream(out, true, StandardCharsets.UTF_8), false).run();
    lines = out.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
  }

  @Test
  void queriesThroughAPoolOverVerifiedTls() {
    assertThat(lines).element(0).asString().startsWith("PostgreSQL 18.");
    assertThat(lines)
        .contains("query:   Hello, app", "driver:  org.postgresql.jdbc.PgConnection")
        .anyMatch(line -> line.matches("TlsInfo: TLSv1.3 .* verified as localhost, .*"));
  }

  @Test
  void showsWhatEachModeAcceptsOfEachServer() {
    int table = lines.indexOf("good server  other name   unknown CA   expired      no TLS");

    assertThat(lines.subList(table + 1, table + 7))
        .containsExactly(
            "disable      plain        plain        plain        plain        plain",
            "allow        plain        plain        plain        plain        plain",
            "prefer       encrypted    encrypted    encrypted    encrypted    plain",
            "require      encrypted    encrypted    encrypted    encrypted    JTLS-301",
            "verify-ca    CA verified  CA verified  JTLS-401     JTLS-402     JTLS-301",
            "verify-full  verified     JTLS-404     JTLS-401     JTLS-402     JTLS-301");
  }

  @Test
  void explainsARefusal() {
    assertThat(lines)
        .element(lines.size() - 1)
        .asString()
        .startsWith("JTLS-404")
        .contains("other.example.com");
  }

  @Test
  void writesPlainTextWhereNobodyLooks() {
    assertThat(lines).noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void coloursItsTableForATerminal() {
    Table table = new Table(List.of("server"), true);
    table.add("mode", List.of(Outcome.PLAIN));

    assertThat(table.toString()).contains("\u001b[31mplain\u001b[0m");
  }
}
