package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.net.LoginRelay;
import io.github.jdbctls.it.postgres.Libpq;
import io.github.jdbctls.it.postgres.PostgresServer;
import io.github.jdbctls.it.postgres.PostgresSettings;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/**
 * A server whose certificate is signed by EdDSA, to which no login can be bound: what is refused is
 * what libpq 18 refuses.
 */
class UnbindableCertificateIT {
  private static final String SCRAM = "scram-sha-256";

  /** The users, each named after the method of the server. */
  private static final List<String> USERS = List.of("trust", "password", "md5", SCRAM);

  @TempDir private static Path folder;
  @AutoClose private static PostgresServer server;
  private static Libpq libpq;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = PostgresServer.start(settings(KeyAlgorithm.ED25519, "Ed25519", "host"));
    for (String user : USERS) {
      server.execute("SET password_encryption = '" + (user.equals("md5") ? user : SCRAM) + "'");
      server.createUser(user, PASSWORD);
    }
    libpq = Libpq.find(Files.createDirectory(folder.resolve("home")));
  }

  private static PostgresSettings settings(KeyAlgorithm issuer, String signature, String kind)
      throws IOException {
    TestCertificate root = TestCertificate.authority("root").algorithm(issuer).selfSigned();
    root.writeChain(folder.resolve("root.crt"));
    List<String> access = new ArrayList<>();
    for (String user : USERS) {
      access.add("%s all \"%s\" all %s".formatted(kind, user, user));
    }
    return PostgresSettings.tls(
            TestCertificate.leaf("server").dnsName("localhost").signature(signature).issuedBy(root))
        .access(access.toArray(new String[0]));
  }

  private static String uri(String user, String... parameters) {
    List<String> all = new ArrayList<>(List.of(parameters));
    all.add("sslrootcert=" + folder.resolve("root.crt"));
    return "postgresql://%s:%s@localhost:%d/postgres?%s"
        .formatted(user, PASSWORD, server.port(), String.join("&", all));
  }

  private static Connection connect(String uri) throws SQLException {
    return DriverManager.getConnection("jdbc:tls:" + uri);
  }

  private static Optional<SQLException> refusal(String uri) {
    try {
      connect(uri).close();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }

  static Stream<Arguments> cells() {
    return Stream.of("allow", "prefer", "require", "verify-ca", "verify-full")
        .flatMap(
            mode ->
                USERS.stream()
                    .flatMap(
                        user ->
                            Stream.of("disable", "prefer", "require")
                                .map(binding -> Arguments.of(mode, user, binding))));
  }

  @ParameterizedTest(name = "{0}, server: {1}, channel_binding={2}")
  @MethodSource("cells")
  void endsAsWithLibpq(String mode, String user, String binding) throws Exception {
    String uri = uri(user, "sslmode=" + mode, "channel_binding=" + binding);

    Optional<String> libpqs = libpq.refusal(uri);
    Optional<SQLException> ours = refusal(uri);

    assertThat(ours.isPresent())
        .as("libpq says %s, we say %s", libpqs, ours)
        .isEqualTo(libpqs.isPresent());
  }

  /** In these modes libpq does not go on in plain text either, which this server would allow. */
  @ParameterizedTest
  @ValueSource(strings = {"prefer", "require", "verify-ca", "verify-full"})
  void refusesALoginThatWouldGoOnUnbound(String mode) throws Exception {
    String uri = uri(SCRAM, "sslmode=" + mode);

    assertThat(libpq.refusal(uri))
        .hasValueSatisfying(words -> assertThat(words).contains("could not find digest"));
    assertThatThrownBy(() -> connect(uri))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.CHANNEL_BINDING))
        .hasMessageContaining("localhost:" + server.port())
        .hasMessageContaining("signed with Ed25519")
        .hasMessageContaining("channel_binding=disable");
  }

  /** What the driver says itself. */
  @Test
  void refusesALoginThatMustBeBound() {
    assertThatThrownBy(() -> connect(uri(SCRAM, "channel_binding=require")))
        .isExactlyInstanceOf(PSQLException.class)
        .hasMessageContaining("signature algorithm \"Ed25519\" does not support");
  }

  @ParameterizedTest
  @CsvSource({
    "trust, channel_binding=prefer",
    "md5, channel_binding=prefer",
    "password, channel_binding=prefer",
    "scram-sha-256, channel_binding=disable"
  })
  void connectsWhereNothingIsToBeBound(String user, String parameter) throws Exception {
    try (Connection connection = connect(uri(user, parameter));
        Statement statement = connection.createStatement()) {
      assertThat(connection.isValid(10)).isTrue();
      // More than one buffer of the driver's, which looks like messages of a login.
      assertThat(
              statement
                  .executeQuery("SELECT repeat('R' || E'\\n' || 'SCRAM-SHA-256-PLUS', 100000)")
                  .next())
          .isTrue();
    }
  }

  /**
   * With {@code allow} the refused plain login is followed by one over TLS, and by nothing more.
   */
  @Test
  void refusesAfterAPlainLoginThatTheServerRefused() throws Exception {
    server.reconfigure(settings(KeyAlgorithm.ED25519, "Ed25519", "hostssl"));
    try {
      for (String mode : List.of("allow", "prefer")) {
        String uri = uri(SCRAM, "sslmode=" + mode);

        assertThat(libpq.refusal(uri)).isPresent();
        assertThatThrownBy(() -> connect(uri)).hasMessageContaining("JTLS-311");
      }
    } finally {
      server.reconfigure(settings(KeyAlgorithm.ED25519, "Ed25519", "host"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ED448, Ed448",
    "EC_P256, SHA1withECDSA",
    "EC_P384, SHA384withECDSA",
    "EC_P521, SHA512withECDSA",
    "RSA_2048, SHA1withRSA",
    "RSA_2048, SHA224withRSA",
    "RSA_2048, SHA256withRSA",
    "RSA_2048, SHA256withRSAandMGF1",
    "RSASSA_PSS, SHA512withRSAandMGF1"
  })
  void bindsOrRefusesByTheSignatureAsLibpqDoes(KeyAlgorithm issuer, String signature)
      throws Exception {
    server.reconfigure(settings(issuer, signature, "host"));
    try {
      // Nothing is verified: weak signatures are refused elsewhere.
      String uri = uri(SCRAM, "sslmode=require").replaceFirst("&?sslrootcert=[^&]*", "");

      Optional<String> libpqs = libpq.refusal(uri);
      Optional<SQLException> ours = refusal(uri);

      assertThat(ours.isPresent())
          .as("libpq says %s, we say %s", libpqs, ours)
          .isEqualTo(libpqs.isPresent());
    } finally {
      server.reconfigure(settings(KeyAlgorithm.ED25519, "Ed25519", "host"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyAlgorithm.class,
      names = {"ED25519", "ED448"})
  void refusesAServerWhoseOwnKeyIsEdDsaToo(KeyAlgorithm algorithm) throws Exception {
    TestCertificate self =
        TestCertificate.leaf("server").dnsName("localhost").algorithm(algorithm).selfSigned();
    self.writeChain(folder.resolve("root.crt"));
    server.reconfigure(PostgresSettings.tls(self));
    try {
      assertThat(libpq.refusal(uri(SCRAM, "sslmode=verify-full"))).isPresent();
      assertThatThrownBy(() -> connect(uri(SCRAM))).hasMessageContaining("JTLS-311");
      assertThat(libpq.refusal(uri(SCRAM, "sslmode=verify-full", "channel_binding=disable")))
          .isEmpty();
      assertThat(refusal(uri(SCRAM, "channel_binding=disable"))).isEmpty();
    } finally {
      server.reconfigure(settings(KeyAlgorithm.ED25519, "Ed25519", "host"));
    }
  }

  private static TestCertificate signed(KeyAlgorithm issuer, String signature) {
    return TestCertificate.leaf("server")
        .dnsName("localhost")
        .signature(signature)
        .issuedBy(TestCertificate.authority("root").algorithm(issuer).selfSigned());
  }

  private static String through(LoginRelay relay, String... parameters) {
    return uri(SCRAM, parameters)
        .replace(":" + server.port() + "/", ":" + relay.port() + "/")
        .replaceFirst("&?sslrootcert=[^&]*", "");
  }

  /** How libpq began its login, and how we did. */
  private static List<LoginRelay.Login> logins(LoginRelay relay, String uri, boolean succeeds)
      throws Exception {
    Optional<String> libpqs = libpq.refusal(uri);
    Optional<SQLException> ours = refusal(uri);

    assertThat(libpqs.isEmpty()).as("libpq says %s", libpqs).isEqualTo(succeeds);
    assertThat(ours.isEmpty()).as("we say %s", ours).isEqualTo(succeeds);
    return relay.logins();
  }

  @ParameterizedTest
  @CsvSource({
    "EC_P256, SHA256withECDSA, prefer",
    "EC_P256, SHA256withECDSA, require",
    "RSA_2048, SHA256withRSAandMGF1, prefer",
    "RSA_2048, SHA256withRSAandMGF1, require",
    "RSA_2048, SHA384withRSAandMGF1, prefer",
    "RSASSA_PSS, SHA512withRSAandMGF1, require"
  })
  void bindsAsLibpqDoes(KeyAlgorithm issuer, String signature, String binding) throws Exception {
    TestCertificate certificate = signed(issuer, signature);
    LoginRelay.Login bound = new LoginRelay.Login("SCRAM-SHA-256-PLUS", "p=tls-server-end-point");
    server.reconfigure(PostgresSettings.tls(certificate));
    try (LoginRelay relay = LoginRelay.start(server.port(), certificate, false)) {
      String uri = through(relay, "sslmode=require", "channel_binding=" + binding);

      assertThat(logins(relay, uri, true)).containsExactly(bound, bound);
    } finally {
      server.reconfigure(settings(KeyAlgorithm.ED25519, "Ed25519", "host"));
    }
  }

  /** The server, which had offered a bound login, finds out by the client's words. */
  @ParameterizedTest
  @CsvSource({
    "EC_P256, SHA256withECDSA",
    "RSA_2048, SHA256withRSAandMGF1",
    "RSASSA_PSS, SHA512withRSAandMGF1",
    "ED25519, Ed25519",
    "ED448, Ed448"
  })
  void isRefusedWhereTheOfferWasTakenAway(KeyAlgorithm issuer, String signature) throws Exception {
    LoginRelay.Login unbound = new LoginRelay.Login(SCRAM.toUpperCase(Locale.ROOT), "y");
    server.reconfigure(PostgresSettings.tls(signed(KeyAlgorithm.EC_P256, "SHA256withECDSA")));
    try (LoginRelay relay = LoginRelay.start(server.port(), signed(issuer, signature), true)) {
      String uri = through(relay, "sslmode=require");

      assertThat(logins(relay, uri, false)).containsExactly(unbound, unbound);
      assertThatThrownBy(() -> connect(uri))
          .isInstanceOf(PSQLException.class)
          .hasMessageContaining("this server does support channel binding");
    } finally {
      server.reconfigure(settings(KeyAlgorithm.ED25519, "Ed25519", "host"));
    }
  }

  @ParameterizedTest
  @CsvSource({"EC_P256, SHA256withECDSA", "RSA_2048, SHA256withRSAandMGF1", "ED25519, Ed25519"})
  void isRefusedByAManInTheMiddle(KeyAlgorithm issuer, String signature) throws Exception {
    server.reconfigure(PostgresSettings.tls(signed(KeyAlgorithm.EC_P256, "SHA256withECDSA")));
    try (LoginRelay relay = LoginRelay.start(server.port(), signed(issuer, signature), false)) {
      logins(relay, through(relay, "sslmode=require"), false);

      assertThat(relay.logins()).noneMatch(login -> login.binding().equals("n"));
    } finally {
      server.reconfigure(settings(KeyAlgorithm.ED25519, "Ed25519", "host"));
    }
  }

  @Test
  void saysNothingOfBindingWhereThatIsDisabled() throws Exception {
    TestCertificate pss = signed(KeyAlgorithm.RSA_2048, "SHA256withRSAandMGF1");
    LoginRelay.Login unbound = new LoginRelay.Login(SCRAM.toUpperCase(Locale.ROOT), "n");
    server.reconfigure(PostgresSettings.tls(pss));
    try (LoginRelay relay = LoginRelay.start(server.port(), pss, false)) {
      String uri = through(relay, "sslmode=require", "channel_binding=disable");

      assertThat(logins(relay, uri, true)).containsExactly(unbound, unbound);
    } finally {
      server.reconfigure(settings(KeyAlgorithm.ED25519, "Ed25519", "host"));
    }
  }
}
