package io.github.jdbctls.it.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutual TLS with the key stores and encrypted keys that the corpus has no dimension for. */
class UnusualStoresIT {
  @TempDir private static Path folder;
  @AutoClose private static CorpusServer server;
  private static Tools tools;
  private static Client client;
  private static Client other;
  private static Client third;

  @TempDir private Path files;

  @BeforeAll
  static void start() throws Exception {
    tools = Tools.find();
    server = CorpusServer.start(folder);
    client = client(ClientKey.EC_P256);
    other = client(ClientKey.EC_P384);
    third = client(ClientKey.RSA_2048);
  }

  private static Client client(ClientKey key) throws Exception {
    return Client.make(
        key, server.clientIntermediate(), folder.resolve(key.name()), tools.openssl());
  }

  static List<UnusualStore> stores() {
    return Stream.concat(
            UnusualStores.thatConnect().stream(), UnusualStores.thatAreRefused().stream())
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stores")
  void connectsOrIsRefused(UnusualStore store) throws Exception {
    Map<String, String> parameters =
        store.recipe().write(new Workbench(client, other, third, files, tools));

    if (store.failure().isPresent()) {
      TlsException refused = server.refusal(store.failure().orElseThrow(), parameters);
      assertThat((Throwable) refused).hasMessageContainingAll(messages(store, parameters));
      assertThat((Throwable) refused).hasMessageNotContaining(Workbench.PASSWORD);
    } else {
      try (Connection connection = server.connect(parameters)) {
        server.assertProven(connection, client.leafSerial());
      }
    }
  }

  private static CharSequence[] messages(UnusualStore store, Map<String, String> parameters) {
    String file = parameters.getOrDefault("sslkey", parameters.getOrDefault("sslcert", ""));
    return Stream.concat(Stream.of(file), store.told().stream()).toArray(CharSequence[]::new);
  }
}
