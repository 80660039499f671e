package io.github.jdbctls.it.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutual TLS with each kind of key, in each kind of file, encrypted in each way, in each encoding:
 * it connects, by the server's own word as this very certificate, or it is refused on purpose.
 */
class CorpusIT {
  private static final List<Cell> CELLS = CoveringSet.of(Cell.all(), Cell::pairs);

  @TempDir private static Path folder;
  @AutoClose private static CorpusServer server;
  private static Tools tools;
  private static final Map<ClientKey, Client> CLIENTS = new EnumMap<>(ClientKey.class);

  @TempDir private Path files;

  @BeforeAll
  static void start() throws Exception {
    tools = Tools.find();
    server = CorpusServer.start(folder);
    for (ClientKey key : ClientKey.values()) {
      CLIENTS.put(
          key,
          Client.make(
              key, server.clientIntermediate(), folder.resolve(key.name()), tools.openssl()));
    }
  }

  static List<Cell> cells() {
    return CELLS;
  }

  @Test
  void coversEveryPair() {
    assertThat(CELLS).hasSizeGreaterThan(150).doesNotHaveDuplicates();
    assertThat(CELLS.stream().flatMap(cell -> cell.pairs().stream()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Cell.all().stream().flatMap(cell -> cell.pairs().stream()).distinct().toList());
    System.out.printf(
        "corpus: %d cells out of %d, %d of them refused on purpose%n",
        CELLS.size(),
        Cell.all().size(),
        CELLS.stream().filter(cell -> Oracle.refusal(cell).isPresent()).count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void connectsOrIsRefusedAsTheOracleSays(Cell cell) throws Exception {
    Client client = Objects.requireNonNull(CLIENTS.get(cell.key()));
    ClientFiles written = new CellFiles(cell, client, files, tools).write();
    Optional<TlsFailure> refusal = Oracle.refusal(cell);

    if (refusal.isPresent()) {
      server.refusal(refusal.orElseThrow(), written.parameters());
    } else {
      try (Connection connection = server.connect(written.parameters())) {
        server.assertProven(connection, written.serial());
      }
    }
  }
}
