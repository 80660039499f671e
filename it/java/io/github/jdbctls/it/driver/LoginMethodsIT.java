package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.it.postgres.Libpq;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;

/**
 * {@code channel_binding} and {@code require_auth} against a server that lets each user in by
 * another method; the oracle is libpq 18 itself.
 */
class LoginMethodsIT {
  private static final String REFUSED = "refused";
  private static final String CONNECTED = "connected";

  /** The users, each named after the method of the server. */
  private static final List<String> USERS =
      List.of("trust", "password", "md5", "scram-sha-256", "cert");

  private static final List<String> REQUIRED =
      List.of(
          "",
          "none",
          "!none",
          "password",
          "md5",
          "scram-sha-256",
          "md5,scram-sha-256",
          "none,scram-sha-256",
          "!password,!md5",
          "!scram-sha-256",
          "gss",
          "oauth,scram-sha-256");

  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;
  private static Libpq libpq;
  private static PostgresSettings settings;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
    TestCertificate authority = TestCertificate.authority("clients").selfSigned();
    TestCertificate client = TestCertificate.leaf("cert").issuedBy(authority);
    client.writeChain(folder.resolve("client.crt"));
    client.writeKey(folder.resolve("client.key"));
    for (String user : USERS) {
      postgres
          .server()
          .execute(
              "SET password_encryption = '" + (user.equals("md5") ? user : "scram-sha-256") + "'");
      postgres.server().createUser(user, PASSWORD);
    }
    List<String> access = new ArrayList<>();
    for (String user : USERS) {
      String kind = user.equals("cert") ? "hostssl" : "host";
      access.add("%s all \"%s\" all %s".formatted(kind, user, user));
    }
    settings =
        PostgresSettings.tls(postgres.certificate())
            .clientAuthority(authority)
            .access(access.toArray(new String[0]));
    postgres.server().reconfigure(settings);
    libpq = Libpq.find(Files.createDirectory(folder.resolve("home")));
  }

  static Stream<Arguments> cells() {
    return Stream.of("verify-full", "disable")
        .flatMap(
            mode ->
                USERS.stream()
                    .flatMap(
                        user ->
                            REQUIRED.stream()
                                .flatMap(
                                    required ->
                                        Stream.of("disable", "prefer", "require")
                                            .map(b -> Arguments.of(mode, user, required, b)))));
  }

  private static String uri(String mode, String user, String... parameters) {
    List<String> all = new ArrayList<>(List.of(parameters));
    all.add("sslmode=" + mode);
    all.add("sslrootcert=" + postgres.rootFile());
    if (user.equals("cert")) {
      all.add("sslcert=" + folder.resolve("client.crt"));
      all.add("sslkey=" + folder.resolve("client.key"));
    }
    return "postgresql://%s:%s@%s/postgres?%s"
        .formatted(user, PASSWORD, postgres.host(), String.join("&", all));
  }

  private static Optional<SQLException> refusal(String uri) {
    try {
      DriverManager.getConnection("jdbc:tls:" + uri).close();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  @ParameterizedTest(name = "{0}, server: {1}, require_auth={2}, channel_binding={3}")
  @MethodSource("cells")
  void endsAsWithLibpq(String mode, String user, String required, String binding) throws Exception {
    String uri = uri(mode, user, "require_auth=" + required, "channel_binding=" + binding);

    Optional<String> libpqs = libpq.refusal(uri);
    Optional<SQLException> ours = refusal(uri);

    assertThat(ours.isPresent() ? REFUSED : CONNECTED)
        .as("libpq says %s, we say %s", libpqs, ours)
        .isEqualTo(libpqs.isPresent() ? REFUSED : CONNECTED);
  }

  /** Cases 112, 113, 116 and 217. */
  @ParameterizedTest(name = "{0}, server: {1}, {2}")
  @CsvSource({
    "verify-full, md5, channel_binding=require",
    "verify-full, cert, channel_binding=require",
    "verify-full, md5, channel_binding=require&require_auth=md5",
    "verify-full, trust, channel_binding=require",
    "verify-full, password, channel_binding=require",
    "disable, trust, channel_binding=require",
    "disable, scram-sha-256, channel_binding=require",
    "allow, scram-sha-256, channel_binding=require",
  })
  void refusesALoginThatIsNotBound(String mode, String user, String parameters) {
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:tls:" + uri(mode, user, parameters)))
        .isExactlyInstanceOf(PSQLException.class)
        .hasMessageContaining("hannel")
        .hasMessageContaining("inding is required");
  }

  /** Cases 108, 110, 111, 115 and 117. */
  @ParameterizedTest
  @CsvSource({
    "channel_binding=prefer",
    "channel_binding=disable",
    "channel_binding=require",
    "channel_binding=disable&require_auth=scram-sha-256",
    "channel_binding=require&require_auth=scram-sha-256"
  })
  void connectsByAProofOfThePassword(String parameters) {
    assertThat(refusal(uri("verify-full", "scram-sha-256", parameters))).isEmpty();
  }

  /** Case 118. */
  @Test
  void bindsToACertificateThatIsSignedByRsaPss() throws Exception {
    TestCertificate root =
        TestCertificate.authority("rsa").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
    TestCertificate signedByPss =
        TestCertificate.leaf("server")
            .dnsName("localhost")
            .signature("SHA256withRSAandMGF1")
            .issuedBy(root);
    String file = root.writeChain(folder.resolve("rsa.crt")).toString();
    String uri =
        uri("verify-full", "scram-sha-256", "channel_binding=require")
            .replace(postgres.rootFile().toString(), file);
    postgres.server().reconfigure(PostgresSettings.tls(signedByPss));
    try {
      assertThat(libpq.refusal(uri)).isEmpty();
      assertThat(refusal(uri)).isEmpty();
      assertThat(refusal(uri.replace("channel_binding=require", "channel_binding=prefer")))
          .isEmpty();
    } finally {
      postgres.server().reconfigure(settings);
    }
  }
}
