package io.github.jdbctls.it.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.differential.ClientIdentity.CertificateFile;
import io.github.jdbctls.it.differential.Comparison.Verdict;
import io.github.jdbctls.it.differential.Psql.Version;
import io.github.jdbctls.it.differential.Revocation.ListFile;
import io.github.jdbctls.it.differential.ServerSetup.Twisted;
import io.github.jdbctls.pki.KeyAlgorithm;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a configuration can fail, and that a deviation explains nothing but what it is about. */
class ComparisonIT {
  private static final ClientSetup CLIENT =
      new ClientSetup(
          Optional.of("verify-full"),
          RootFile.RIGHT,
          "db.ex.test",
          ClientIdentity.NONE,
          Access.ANY,
          Revocation.NONE,
          Map.of());
  private static final Observation TLS = Observation.connected(true, false);
  private static final Observation PLAIN = Observation.connected(false, false);
  private static final Observation REFUSED = Observation.refused("no");

  private static ServerSetup server(Twisted... twists) {
    return new ServerSetup(
        true,
        3,
        KeyAlgorithm.EC_P256,
        List.of(twists),
        NameCatalogue.ORDINARY.get(0),
        Sending.LEAF_AND_INTERMEDIATES,
        false,
        "TLSv1.2",
        "");
  }

  private static Comparison comparison(
      ServerSetup server, ClientSetup client, Observation libpq, Observation ours) {
    return new Comparison(
        new Configuration(0, server, client, Map.of()),
        Version.NEWEST,
        List.of(),
        libpq,
        Optional.empty(),
        Optional.empty(),
        ours);
  }

  private static Verdict verdict(Observation libpq, Observation ours) {
    return comparison(server(), CLIENT, libpq, ours).verdict();
  }

  private static Verdict stricter(ServerSetup server, ClientSetup client, Observation ours) {
    return comparison(server, client, TLS, ours).verdict();
  }

  private static void assertFailsTheRun(Observation libpq, Observation ours, Verdict expected) {
    Comparison comparison = comparison(server(), CLIENT, libpq, ours);
    Report report = new Report();

    assertThat(comparison.verdict()).isEqualTo(expected);
    assertThat(report.add(List.of(comparison))).isTrue();
    assertThat(report.failureCount()).isOne();
    assertThat(report.failures()).contains(expected.name());
  }

  @Test
  void failsWhereOursIsLaxer() {
    assertFailsTheRun(REFUSED, TLS, Verdict.LAXER);
    assertFailsTheRun(REFUSED, PLAIN, Verdict.LAXER);
    assertFailsTheRun(TLS, PLAIN, Verdict.LAXER);
  }

  @Test
  void failsWhereNothingExplainsTheDifference() {
    assertFailsTheRun(TLS, REFUSED, Verdict.UNEXPLAINED);
    assertFailsTheRun(PLAIN, TLS, Verdict.UNEXPLAINED);
    assertFailsTheRun(
        TLS, Observation.refused(TlsFailure.WRONG_NAME, "not for"), Verdict.UNEXPLAINED);
  }

  @Test
  void failsWhereTheServerKnowsAnotherClient() {
    assertFailsTheRun(TLS, Observation.connected(true, true), Verdict.OTHER_CLIENT);
    assertFailsTheRun(Observation.connected(true, true), TLS, Verdict.OTHER_CLIENT);
  }

  @Test
  void passesWhereBothAreEqual() {
    assertThat(verdict(TLS, TLS)).isEqualTo(Verdict.EQUAL);
    assertThat(verdict(PLAIN, PLAIN)).isEqualTo(Verdict.EQUAL);
    assertThat(verdict(REFUSED, REFUSED)).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void explainsAnUnreadableListByAFailureAboutTheListOnly() {
    ClientSetup client =
        CLIENT.withRevocation(Revocation.NONE.with(ListFile.MISSING)).withRoot(RootFile.GARBAGE);

    assertThat(
            stricter(
                server(), client, Observation.refused(TlsFailure.FILE_MISSING, "sslcrl: /a/b")))
        .isEqualTo(Verdict.STRICTER);
    assertThat(
            stricter(
                server(),
                client,
                Observation.refused(TlsFailure.WRONG_CONTENT, "sslrootcert: /a/b")))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(
            stricter(
                server(),
                CLIENT.withRevocation(Revocation.NONE.with(ListFile.ALL)),
                Observation.refused(TlsFailure.FILE_MISSING, "sslcrl: /a/b")))
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void explainsWeakSignaturesOnlyWhereTheyCount() {
    Observation weak = Observation.refused(TlsFailure.WEAK_CERTIFICATE, "weak");

    assertThat(stricter(server(new Twisted(1, SignatureTwist.SHA1)), CLIENT, weak))
        .isEqualTo(Verdict.STRICTER);
    assertThat(stricter(server(new Twisted(2, KeyTwist.RSA_1024)), CLIENT, weak))
        .isEqualTo(Verdict.STRICTER);
    assertThat(stricter(server(new Twisted(2, SignatureTwist.SHA1)), CLIENT, weak))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(stricter(server(new Twisted(1, SignatureTwist.SHA224)), CLIENT, weak))
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void explainsAFailedHandshakeByTheLeafsSignatureOnly() {
    Observation failed = Observation.refused(TlsFailure.HANDSHAKE_FAILED, "handshake_failure");

    assertThat(stricter(server(new Twisted(0, SignatureTwist.SHA224)), CLIENT, failed))
        .isEqualTo(Verdict.STRICTER);
    assertThat(stricter(server(new Twisted(1, SignatureTwist.SHA1)), CLIENT, failed))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(stricter(server(new Twisted(1, KeyTwist.RSA_1024)), CLIENT, failed))
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  /** Channels are bound as libpq binds them. */
  @Test
  void explainsNoUnboundChannel() {
    ClientSetup requires = CLIENT.with("channel_binding", "require");
    Observation unbound = Observation.refused("08004 does not support tls-server-end-point");

    assertThat(stricter(server(new Twisted(1, KeyTwist.RSASSA_PSS)), requires, unbound))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(stricter(server(), requires, unbound)).isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void explainsADisabledBoundByThatBoundOnly() {
    ClientSetup client = CLIENT.with("ssl_max_protocol_version", "TLSv1.1");

    assertThat(
            stricter(
                server(),
                client,
                Observation.refused(TlsFailure.INVALID_VALUE, "ssl_max_protocol_version=TLSv1.1")))
        .isEqualTo(Verdict.STRICTER);
    assertThat(
            stricter(server(), client, Observation.refused(TlsFailure.INVALID_VALUE, "sslmode=x")))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(
            stricter(
                server(), client, Observation.refused(TlsFailure.PROTOCOL_VERSION, "no version")))
        .isEqualTo(Verdict.UNEXPLAINED);
    assertThat(
            stricter(
                server(),
                CLIENT.with("ssl_max_protocol_version", "TLSv1.2"),
                Observation.refused(TlsFailure.INVALID_VALUE, "ssl_max_protocol_version=TLSv1.2")))
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void explainsAPlainFallbackOnlyWhereLibpqsTlsFailsToo() {
    Observation untrusted = Observation.refused(TlsFailure.UNTRUSTED_CHAIN, "no root");
    Configuration prefer = new Configuration(0, server(), CLIENT.withMode("prefer"), Map.of());
    Comparison withTls =
        new Comparison(
            prefer,
            Version.DEBIAN,
            List.of(),
            PLAIN,
            Optional.of(REFUSED),
            Optional.empty(),
            untrusted);
    Comparison without =
        new Comparison(
            prefer,
            Version.DEBIAN,
            List.of(),
            PLAIN,
            Optional.of(TLS),
            Optional.empty(),
            untrusted);

    assertThat(withTls.verdict()).isEqualTo(Verdict.STRICTER);
    assertThat(without.verdict()).isEqualTo(Verdict.UNEXPLAINED);
  }

  @Test
  void explainsAKeyWithoutACertificateOnlyIfThereIsNone() {
    Observation alone =
        Observation.refused(TlsFailure.WRONG_CONTENT, "sslkey was given without a certificate");
    ClientIdentity key = ClientIdentity.RIGHT.with(CertificateFile.KEY_ALONE);

    assertThat(stricter(server(), CLIENT.withIdentity(key), alone)).isEqualTo(Verdict.STRICTER);
    assertThat(stricter(server(), CLIENT.withIdentity(ClientIdentity.RIGHT), alone))
        .isEqualTo(Verdict.UNEXPLAINED);
  }

  @ParameterizedTest
  @EnumSource(
      value = RootFile.class,
      names = {
        "RIGHT",
        "TWICE",
        "TEXT_AROUND",
        "CRLF",
        "NO_FINAL_NEWLINE",
        "INDENTED_COMMENT_INSIDE",
        "X509_LABEL",
        "KEY_BESIDE",
        "LEAF_AND_ROOT"
      })
  void asksAgainWithoutTheImpostorForEveryFormOfTheRightRoot(RootFile root) {
    ServerSetup ordinary = server();
    ServerSetup impostor =
        new ServerSetup(
            true,
            3,
            KeyAlgorithm.EC_P256,
            List.of(),
            ordinary.names(),
            Sending.IMPOSTOR_FIRST,
            false,
            "TLSv1.2",
            "");

    assertThat(rewordings(impostor, root)).hasSize(1);
    assertThat(rewordings(ordinary, root)).isEmpty();
    assertThat(rewordings(impostor, RootFile.WRONG)).isEmpty();
  }

  private static List<Rewording> rewordings(ServerSetup server, RootFile root) {
    Configuration configuration = new Configuration(0, server, CLIENT.withRoot(root), Map.of());
    return Rewording.ALL.stream().filter(r -> r.appliesTo(configuration)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "53300", "57P03", "3D000"})
  void takesNoOtherErrorForARefusal(String state) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Driver.refusal(new SQLException("what happened", state)))
        .withMessageContaining("what happened");
  }

  @Test
  void takesARefusedLoginForARefusal() {
    assertThat(Driver.refusal(new SQLException("no entry", "28000")).outcome())
        .isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout expired",
        "Connection refused",
        "FATAL: the database system is starting up",
        "FATAL: sorry, too many clients already",
        "invalid connection option \"sslx\""
      })
  void takesNoFaultOfTheMachineForLibpqsRefusal(String words) {
    assertThatIOException().isThrownBy(() -> Psql.refusal("psql: error: " + words));
  }
}
