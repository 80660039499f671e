package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.material.Identity;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyManagerTest {
  private static final TestCertificate AUTHORITY =
      TestCertificate.authority("intermediate")
          .issuedBy(TestCertificate.authority("root").selfSigned());
  private static final Principal[] OWN_ISSUER = {AUTHORITY.certificate().getSubjectX500Principal()};
  private static final Principal[] FOREIGN_ISSUER = {new X500Principal("CN=somebody else")};

  private final Socket socket = new Socket();

  private static TestCertificate client(KeyAlgorithm algorithm) {
    return TestCertificate.leaf("app").algorithm(algorithm).issuedBy(AUTHORITY);
  }

  private static ClientKeyManager offering(TestCertificate client) {
    return new ClientKeyManager(Optional.of(new Identity(client.chain(), client.key(), List.of())));
  }

  private static String[] types(String... types) {
    return types;
  }

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, RSA",
    "RSASSA_PSS, RSASSA-PSS",
    "EC_P256, EC",
    "EC_P521, EC",
    "ED25519, EdDSA",
    "ED448, EdDSA"
  })
  void offersTheCertificateWhoseKindOfKeyIsAskedFor(KeyAlgorithm algorithm, String type) {
    TestCertificate client = client(algorithm);
    ClientKeyManager keys = offering(client);

    String alias =
        Objects.requireNonNull(
            keys.chooseClientAlias(types("any other", type), OWN_ISSUER, socket));

    assertThat(keys.getCertificateChain(alias)).containsExactlyElementsOf(client.chain());
    assertThat(keys.getPrivateKey(alias)).isEqualTo(client.key());
    assertThat(keys.getClientAliases(type, OWN_ISSUER)).containsExactly(alias);
  }

  /** The key of an RSASSA-PSS certificate may be in a file as one of RSA. */
  @ParameterizedTest
  @ValueSource(strings = {"RSA", "RSASSA-PSS"})
  void offersACertificateByItsOwnKindOfKeyToo(String type) {
    TestCertificate certificate = client(KeyAlgorithm.RSASSA_PSS);
    PrivateKey key = client(KeyAlgorithm.RSA_2048).key();
    ClientKeyManager keys =
        new ClientKeyManager(Optional.of(new Identity(certificate.chain(), key, List.of())));

    assertThat(keys.chooseClientAlias(types(type), OWN_ISSUER, socket)).isNotNull();
  }

  /** A server that registers self-signed certificates names no issuer of theirs. */
  @Test
  void offersItWhateverIssuersAreNamed() {
    ClientKeyManager keys = offering(client(KeyAlgorithm.RSA_2048));
    String alias = keys.chooseClientAlias(types("RSA"), OWN_ISSUER, socket);

    assertThat(alias).isNotNull();
    assertThat(keys.chooseClientAlias(types("RSA"), FOREIGN_ISSUER, socket)).isEqualTo(alias);
    assertThat(keys.chooseClientAlias(types("RSA"), new Principal[0], socket)).isEqualTo(alias);
    assertThat(keys.chooseClientAlias(types("RSA"), null, socket)).isEqualTo(alias);
  }

  @Test
  void offersNothingWhenNoKindOfKeySuits() {
    ClientKeyManager keys = offering(client(KeyAlgorithm.RSA_2048));

    assertThat(keys.chooseClientAlias(types("EC"), OWN_ISSUER, socket)).isNull();
    assertThat(keys.getClientAliases("EC", OWN_ISSUER)).isNull();

    assertThat(keys.request(socket))
        .hasValue(
            "the server asked for a certificate with a key of type EC; the given one has a key of"
                + " type RSA");
  }

  @Test
  void remembersWhatWasAskedOfEachSocket() {
    ClientKeyManager keys = offering(client(KeyAlgorithm.EC_P256));

    keys.chooseClientAlias(types("RSA"), FOREIGN_ISSUER, socket);
    keys.chooseClientAlias(types("EdDSA", "EC"), FOREIGN_ISSUER, socket);

    assertThat(keys.request(socket))
        .hasValueSatisfying(
            asked -> assertThat(asked).contains("of type EdDSA, EC;").endsWith("of type EC"));
    assertThat(keys.request(new Socket())).isEmpty();
  }

  @Test
  void saysWhenThereIsNoneToOffer() {
    ClientKeyManager keys = new ClientKeyManager(Optional.empty());

    assertThat(keys.chooseClientAlias(types("RSA", "EC"), OWN_ISSUER, socket)).isNull();

    assertThat(keys.request(socket))
        .hasValue("the server asked for a certificate with a key of type RSA, EC; none was given");
    assertThat(keys.getClientAliases("RSA", OWN_ISSUER)).isNull();
    assertThat(keys.getCertificateChain("client")).isNull();
    assertThat(keys.getPrivateKey("client")).isNull();
  }

  @Test
  void givesItsKeyOutUnderItsOwnAliasOnly() {
    ClientKeyManager keys = offering(client(KeyAlgorithm.EC_P256));

    assertThat(keys.getPrivateKey("another")).isNull();
    assertThat(keys.getCertificateChain("another")).isNull();
  }

  @Test
  void isNoServer() {
    ClientKeyManager keys = offering(client(KeyAlgorithm.EC_P256));

    assertThat(keys.getServerAliases("EC", OWN_ISSUER)).isNull();
    assertThat(keys.chooseServerAlias("EC", OWN_ISSUER, socket)).isNull();
  }
}
