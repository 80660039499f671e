package io.github.jdbctls.it.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.postgres.Libpq;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code verify-full} with the roots in each kind of file. */
class RootFilesIT {
  @TempDir private static Path folder;
  @AutoClose private static CorpusServer server;
  private static Client client;
  private static RootFiles roots;

  @BeforeAll
  static void start() throws Exception {
    Tools tools = Tools.find();
    server = CorpusServer.start(folder);
    client =
        Client.make(
            ClientKey.EC_P256,
            server.clientIntermediate(),
            folder.resolve("client"),
            tools.openssl());
    roots = new RootFiles(server.certificate(), folder, tools);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void trustsWhatTheFileSays(RootFile file) throws Exception {
    Map<String, String> parameters = new HashMap<>(roots.write(file));
    parameters.put("sslcert", client.chain().toString());
    parameters.put("sslkey", client.key().toString());
    // The file is the same one each time, and was good before.
    parameters.put("sslreloadgrace", "0");

    if (file.refusal().isPresent()) {
      TlsException refused = Refusal.of(() -> server.connect(parameters));
      assertThat(refused.failure())
          .as("%s", refused.getMessage())
          .isEqualTo(file.refusal().orElseThrow());
    } else {
      try (Connection connection = server.connect(parameters)) {
        server.assertProven(connection, client.leafSerial());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "(REJECTED|TRUSTED).*", mode = EnumSource.Mode.MATCH_ALL)
  void agreesWithLibpqAboutTrustSettings(RootFile file) throws Exception {
    Optional<String> refusal =
        Libpq.find(folder)
            .refusal(
                "host=localhost port=%d dbname=postgres user=%s sslmode=verify-full sslcert=%s sslkey=%s sslrootcert=%s"
                    .formatted(
                        server.postgres().port(),
                        Client.USER,
                        client.chain(),
                        client.key(),
                        roots.write(file).get("sslrootcert")));

    assertThat(refusal.isPresent()).as("%s", refusal).isEqualTo(file.refusal().isPresent());
  }
}
