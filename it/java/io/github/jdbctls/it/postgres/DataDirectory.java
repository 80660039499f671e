package io.github.jdbctls.it.postgres;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** The files in a server's data directory that settings are written to. */
record DataDirectory(Path path) {
  /** A parameter of our own by which a new backend shows which settings it was started with. */
  static final String GENERATION = "jdbctls.generation";

  private static final String INCLUDED = "test.conf";
  private static final String SUPERUSER_ACCESS =
      """
      local all postgres trust
      host all postgres 127.0.0.1/32 trust
      host all postgres ::1/128 trust
      """;

  /** Makes the server read our file last; before its first start. */
  void includeSettings() throws IOException {
    Files.writeString(
        path.resolve("postgresql.conf"),
        "\ninclude '" + INCLUDED + "'\n",
        StandardOpenOption.APPEND);
  }

  /** Writes all files of the settings; the server reads them when it starts or reloads. */
  void write(PostgresSettings settings, int generation) throws IOException {
    TestCertificate certificate = settings.certificate();
    if (certificate != null) {
      certificate.writeChain(path.resolve("server.crt"));
      certificate.writeKey(path.resolve("server.key"));
    }
    TestCertificate clientAuthority = settings.clientAuthority();
    if (clientAuthority != null) {
      Files.writeString(path.resolve("client-ca.crt"), clientAuthority.pem());
    }
    Files.writeString(
        path.resolve("pg_hba.conf"),
        SUPERUSER_ACCESS + String.join("\n", settings.access()) + "\n");
    Files.writeString(
        path.resolve(INCLUDED),
        """
        listen_addresses = '127.0.0.1,::1'
        log_connections = on
        log_line_prefix = '%%p '
        ssl = %s
        ssl_ca_file = '%s'
        ssl_min_protocol_version = '%s'
        %s = '%d'
        """
            .formatted(
                certificate != null ? "on" : "off",
                clientAuthority != null ? "client-ca.crt" : "",
                settings.leastVersion().protocol(),
                GENERATION,
                generation));
    for (Map.Entry<String, String> file : settings.files().entrySet()) {
      Path target = path.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    for (Map.Entry<String, String> parameter : settings.parameters().entrySet()) {
      Files.writeString(
          path.resolve(INCLUDED),
          parameter.getKey() + " = '" + parameter.getValue() + "'\n",
          StandardOpenOption.APPEND);
    }
  }
}
