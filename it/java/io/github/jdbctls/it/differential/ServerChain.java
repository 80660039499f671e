package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The certificates of a server and of those around it.
 *
 * @param certificates leaf first, root last
 * @param otherRoot a root that has issued nothing of the chain
 */
record ServerChain(
    ServerSetup setup, List<TestCertificate> certificates, TestCertificate otherRoot) {
  /** Makes the certificates of the setup. */
  static ServerChain of(ServerSetup setup, SharedKeys keys) {
    List<TestCertificate> fromRoot = new ArrayList<>();
    Optional<TestCertificate> issuer = Optional.empty();
    for (int level = setup.depth() - 1; level >= 0; level--) {
      TestCertificate certificate = make(setup, level, keys, issuer);
      fromRoot.add(certificate);
      issuer = Optional.of(certificate);
    }
    Collections.reverse(fromRoot);
    TestCertificate other =
        TestCertificate.authority("Other root")
            .keyPair(keys.of(KeyAlgorithm.EC_P256, "other root"))
            .selfSigned();
    return new ServerChain(setup, List.copyOf(fromRoot), other);
  }

  private static TestCertificate make(
      ServerSetup setup, int level, SharedKeys keys, Optional<TestCertificate> issuer) {
    KeyAlgorithm algorithm = algorithm(setup, level);
    TestCertificateBuilder builder = ordinary(setup, level);
    builder.keyPair(keys.of(algorithm, "level " + level));
    setup.twistsAt(level).forEach(twist -> twist.apply(builder));
    var signer =
        issuer
            .map(TestCertificate::key)
            .orElseGet(() -> keys.of(algorithm, "level " + level).getPrivate());
    setup
        .twistsAt(level)
        .filter(SignatureTwist.class::isInstance)
        .flatMap(twist -> ((SignatureTwist) twist).by(signer).stream())
        .forEach(builder::signature);
    return issuer.isPresent() ? builder.issuedBy(issuer.get()) : builder.selfSigned();
  }

  private static TestCertificateBuilder ordinary(ServerSetup setup, int level) {
    if (level > 0) {
      return TestCertificate.authority(authorityName(setup, level));
    }
    TestCertificateBuilder leaf = TestCertificate.leaf("server").subject(setup.names().subject());
    setup.names().addTo(leaf);
    return leaf;
  }

  private static String authorityName(ServerSetup setup, int level) {
    return level == setup.depth() - 1 ? "Root,O=Example" : "Authority " + level + ",O=Example";
  }

  /** A signature that only RSA keys make gives the issuer such a key. */
  static KeyAlgorithm algorithm(ServerSetup setup, int level) {
    Optional<KeyAlgorithm> wanted =
        setup
            .twistsAt(level)
            .filter(KeyTwist.class::isInstance)
            .map(twist -> ((KeyTwist) twist).algorithm())
            .reduce((first, second) -> second);
    boolean signsAsRsa =
        setup.twists().stream()
            .filter(
                t -> t.level() + 1 == level || (t.level() == level && level == setup.depth() - 1))
            .anyMatch(t -> t.twist() instanceof SignatureTwist s && s.isRsaOnly());
    return wanted.orElse(signsAsRsa ? KeyAlgorithm.RSA_2048 : setup.baseKey());
  }

  TestCertificate leaf() {
    return certificates.get(0);
  }

  TestCertificate root() {
    return certificates.get(certificates.size() - 1);
  }

  /** Between leaf and root, the leaf's issuer first. */
  List<TestCertificate> intermediates() {
    return certificates.size() < 3 ? List.of() : certificates.subList(1, certificates.size() - 1);
  }

  /** What the server's certificate file holds. */
  List<X509Certificate> sent() {
    Stream<TestCertificate> sent =
        switch (setup.sending()) {
          case LEAF_AND_INTERMEDIATES -> Stream.concat(Stream.of(leaf()), intermediates().stream());
          case LEAF_ALONE -> Stream.of(leaf());
          case WITH_ROOT -> certificates.stream();
          case INTERMEDIATES_REVERSED -> {
            List<TestCertificate> reversed = new ArrayList<>(intermediates());
            Collections.reverse(reversed);
            yield Stream.concat(Stream.of(leaf()), reversed.stream());
          }
          case EVERYTHING_TWICE ->
              IntStream.range(0, 2).boxed().flatMap(i -> certificates.stream());
          case WITH_STRANGERS ->
              Stream.concat(Stream.of(leaf(), otherRoot), intermediates().stream());
          case IMPOSTOR_FIRST ->
              Stream.concat(Stream.of(leaf(), impostor(1)), intermediates().stream());
          case WITH_CROSS_CERTIFICATE ->
              Stream.concat(
                  Stream.concat(Stream.of(leaf()), intermediates().stream()),
                  Stream.of(crossCertificate()));
          case EXPIRED_TWIN_FIRST ->
              Stream.concat(Stream.of(leaf(), expiredTwin(1)), intermediates().stream());
        };
    return sent.map(TestCertificate::certificate).toList();
  }

  private TestCertificate at(int level) {
    return certificates.get(Math.min(level, certificates.size() - 1));
  }

  /** The same name as the certificate at this level, with another key. */
  TestCertificate impostor(int level) {
    return like(at(level)).keyPair(otherRoot.keyPair()).withoutKeyIdentifiers().selfSigned();
  }

  /** The same name and key as the certificate at this level, but its time is over. */
  TestCertificate expiredTwin(int level) {
    TestCertificate original = at(level);
    TestCertificateBuilder twin = like(original).keyPair(original.keyPair()).expired();
    return original.issuer() == null ? twin.selfSigned() : twin.issuedBy(original.issuer());
  }

  /** The root's name and key, issued by the other root. */
  TestCertificate crossCertificate() {
    return like(root()).keyPair(root().keyPair()).issuedBy(otherRoot);
  }

  private static TestCertificateBuilder like(TestCertificate original) {
    return TestCertificate.authority("unused")
        .subject(
            X500Name.getInstance(original.certificate().getSubjectX500Principal().getEncoded())
                .toString());
  }
}
