package io.github.jdbctls.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.it.net.ResumingTlsServer.Handshake;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that resumes sessions, and what was proven when they were made. */
class ResumptionIT {
  private static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate NAMED =
      TestCertificate.leaf("a").dnsName("a.example.com").issuedBy(AUTHORITY);
  private static final TestCertificate IMPOSTOR =
      TestCertificate.leaf("a").dnsName("a.example.com").selfSigned();

  @TempDir private static Path files;
  private static Path roots;

  @BeforeAll
  static void write() throws IOException {
    roots = AUTHORITY.writeChain(files.resolve("root.crt"));
  }

  /** What a connect asks for: the server's own settings are always the same. */
  private record Demand(String mode, boolean hasRoots) {
    Connection connect(ResumingTlsServer server, String host) throws SQLException {
      return DriverManager.getConnection(
          "jdbc:tls:postgresql://"
              + host
              + ":"
              + server.port()
              + "/any?hostaddr=127.0.0.1&sslmode="
              + mode
              + (hasRoots ? "&sslrootcert=" + roots : ""),
          "app",
          "secret");
    }

    @Override
    public String toString() {
      return mode + (hasRoots ? " with roots" : "");
    }
  }

  private static final Demand UNVERIFIED = new Demand("require", false);
  private static final Demand FULL = new Demand("verify-full", true);

  private static TlsInfo connectOnce(ResumingTlsServer server, Demand demand, String host)
      throws SQLException {
    try (Connection connection = demand.connect(server, host)) {
      return TlsInfo.of(connection).orElseThrow();
    }
  }

  private static List<Boolean> resumed(ResumingTlsServer server) {
    return server.handshakes().stream().map(Handshake::resumed).toList();
  }

  static Stream<Arguments> sameDemand() {
    return Stream.of("TLSv1.2", "TLSv1.3")
        .flatMap(
            protocol ->
                Stream.of(UNVERIFIED, new Demand("verify-ca", true), FULL)
                    .map(demand -> Arguments.of(protocol, demand)));
  }

  @ParameterizedTest
  @MethodSource("sameDemand")
  void continuesASessionOfTheSameSettings(String protocol, Demand demand) throws Exception {
    try (ResumingTlsServer server = ResumingTlsServer.start(NAMED, protocol)) {
      TlsInfo full = connectOnce(server, demand, "a.example.com");
      TlsInfo resumed = connectOnce(server, demand, "a.example.com");

      assertThat(resumed(server)).containsExactly(false, true);
      assertThat(full.resumed()).isFalse();
      assertThat(resumed.resumed()).isTrue();
      assertThat(resumed.verifiedName()).isEqualTo(full.verifiedName());
      assertThat(resumed.trustAnchor()).isEqualTo(full.trustAnchor());
      assertThat(resumed.peerChain()).isEqualTo(full.peerChain());
    }
  }

  /** A server need not look at the dates of the client's certificate again. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void continuesNoSessionPastTheEndOfTheClientsCertificate(String protocol) throws Exception {
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(9);
    TestCertificate client =
        TestCertificate.leaf("app").valid(end.minusSeconds(60), end).issuedBy(AUTHORITY);
    Path certificate = client.writeChain(files.resolve("brief.crt"));
    Path key = client.writeKey(files.resolve("brief.key"));
    Demand demand = new Demand("verify-full&sslcert=" + certificate + "&sslkey=" + key, true);
    try (ResumingTlsServer server = ResumingTlsServer.start(NAMED, protocol)) {
      connectOnce(server, demand, "a.example.com");
      connectOnce(server, demand, "a.example.com");
      Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis() + 10));
      connectOnce(server, demand, "a.example.com");
      connectOnce(server, demand, "a.example.com");

      assertThat(resumed(server)).containsExactly(false, true, false, false);
    }
  }

  static Stream<Arguments> otherDemand() {
    List<Demand> demands =
        List.of(
            UNVERIFIED,
            new Demand("prefer", false),
            new Demand("require", true),
            new Demand("verify-ca", true),
            FULL);
    return Stream.of("TLSv1.2", "TLSv1.3")
        .flatMap(
            protocol ->
                demands.stream()
                    .flatMap(
                        first ->
                            demands.stream()
                                .filter(second -> !second.equals(first))
                                .map(second -> Arguments.of(protocol, first, second))));
  }

  @ParameterizedTest
  @MethodSource("otherDemand")
  void continuesNoSessionOfAnotherMode(String protocol, Demand first, Demand second)
      throws Exception {
    try (ResumingTlsServer server = ResumingTlsServer.start(NAMED, protocol)) {
      connectOnce(server, first, "a.example.com");
      TlsInfo info = connectOnce(server, second, "a.example.com");

      assertThat(resumed(server)).containsExactly(false, false);
      assertThat(info.resumed()).isFalse();
      assertThat(info.trustAnchor().isPresent()).isEqualTo(second.hasRoots());
      assertThat(info.verifiedName().isPresent()).isEqualTo(second.equals(FULL));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void doesNotTrustAnImpostorThatWasConnectedToWithoutVerification(String protocol)
      throws Exception {
    try (ResumingTlsServer impostor = ResumingTlsServer.start(IMPOSTOR, protocol)) {
      connectOnce(impostor, UNVERIFIED, "a.example.com");

      assertRefused(impostor, "a.example.com", TlsFailure.UNTRUSTED_CHAIN);
      assertThat(resumed(impostor)).containsExactly(false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void continuesNoSessionOfAnotherName(String protocol) throws Exception {
    try (ResumingTlsServer server = ResumingTlsServer.start(NAMED, protocol)) {
      connectOnce(server, FULL, "a.example.com");

      assertRefused(server, "b.example.com", TlsFailure.WRONG_NAME);
      assertThat(connectOnce(server, FULL, "A.example.com").verifiedName())
          .as("names are compared without regard to case")
          .hasValueSatisfying(name -> assertThat(name).isEqualToIgnoringCase("a.example.com"));
    }
  }

  private static void assertRefused(ResumingTlsServer server, String host, TlsFailure expected) {
    assertThatThrownBy(() -> connectOnce(server, FULL, host))
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(expected));
  }
}
