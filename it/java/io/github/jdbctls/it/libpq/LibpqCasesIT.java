package io.github.jdbctls.it.libpq;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.LibpqDefaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * libpq's own cases: ours ends as libpq does, but for the deviations that are listed, and never
 * laxer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibpqCasesIT {
  @AutoClose private CaseRunner runner;
  private final List<LibpqCase> failed = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    LibpqDefaults.assertAbsent();
    runner = new CaseRunner(folder);
  }

  static Stream<LibpqCase> cases() {
    return Table.cases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void endsAsLibpqDoes(LibpqCase libpqCase) throws Exception {
    failed.add(libpqCase);
    Judgement.judge(libpqCase, runner.play(libpqCase));
    failed.remove(failed.size() - 1);
  }

  @Test
  void hasEveryRowOfTheClient() {
    Set<Integer> rows = Table.entries().stream().map(Entry::row).collect(Collectors.toSet());

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(Table.FIRST, Table.LAST).boxed().toList());
  }

  @Test
  void hasADifferentTitleForEachCase() {
    assertThat(Table.entries().stream().map(e -> e.row() + " " + e.title()))
        .doesNotHaveDuplicates();
  }

  @Test
  void deviatesInTheListedRowsAndInNoOther() {
    assertThat(Arrays.stream(Deviation.values()))
        .allSatisfy(
            deviation ->
                assertThat(
                        Table.cases()
                            .filter(c -> c.deviation().filter(d -> d == deviation).isPresent())
                            .map(LibpqCase::row)
                            .distinct()
                            .sorted())
                    .as("rows of %s", deviation)
                    .containsExactlyElementsOf(deviation.rows()));
  }

  @AfterAll
  void summarize() {
    System.out.print(new Summary(Table.entries()).text(failed));
  }
}
