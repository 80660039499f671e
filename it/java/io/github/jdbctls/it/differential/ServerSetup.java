package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.KeyAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A server: everything that takes a reload to change.
 *
 * @param tls whether it has TLS at all
 * @param depth how many certificates its chain has, the root included; 1: a self-signed leaf
 * @param baseKey the kind of all keys that no twist changes
 * @param asksForCertificates whether it has an authority for client certificates
 * @param leastVersion {@code ssl_min_protocol_version}
 * @param mostVersion {@code ssl_max_protocol_version}, empty for none
 */
record ServerSetup(
    boolean tls,
    int depth,
    KeyAlgorithm baseKey,
    List<Twisted> twists,
    ServerNames names,
    Sending sending,
    boolean asksForCertificates,
    String leastVersion,
    String mostVersion) {

  /** A twist at a level of the chain, 0 being the leaf's. */
  record Twisted(int level, CertificateTwist twist) {
    @Override
    public String toString() {
      return twist.name() + "@" + level;
    }
  }

  /**
   * A server of which few things are unusual.
   *
   * @param number by which twists and ways of sending take turns, so that none is missed
   */
  static ServerSetup draw(Draw draw, int number) {
    boolean isTwistsTurn = number % 3 == 0;
    int departures = draw.departures(isTwistsTurn ? 60 : 20);
    int depth = draw.oneOf(2, 2, 2, 3, 3, 3, 3, 4, 4, 1);
    ServerNames names = draw.oneOf(NameCatalogue.ORDINARY);
    Sending sending =
        number % 6 == 1
            ? Sending.ALL.get(number / 6 % Sending.ALL.size())
            : Sending.LEAF_AND_INTERMEDIATES;
    boolean tls = true;
    String least = "TLSv1.2";
    String most = "";
    List<Twisted> twists = new ArrayList<>();
    if (isTwistsTurn) {
      CertificateTwist twist =
          CertificateTwist.all().get(number / 3 % CertificateTwist.all().size());
      depth = twist.bearer() == CertificateTwist.Bearer.AUTHORITY ? Math.max(2, depth) : depth;
      List<Integer> levels =
          IntStream.range(0, depth).filter(twist.bearer()::isAt).boxed().toList();
      twists.add(new Twisted(draw.oneOf(levels), twist));
    }
    for (int i = 0; i < departures; i++) {
      switch (draw.wordOf("twist twist twist twist names names sending server")) {
        case "names" -> names = draw.oneOf(NameCatalogue.all());
        case "sending" -> sending = draw.oneOf(Sending.values());
        case "server" -> {
          tls = draw.percent(75);
          least = draw.oneOf("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
          most = least.equals("TLSv1.3") ? "" : draw.oneOf("", "", least, "TLSv1.3");
        }
        default -> twists.add(drawTwist(draw, depth));
      }
    }
    KeyAlgorithm base = draw.percent(75) ? KeyAlgorithm.EC_P256 : KeyAlgorithm.RSA_2048;
    return new ServerSetup(
        tls, depth, base, List.copyOf(twists), names, sending, draw.percent(50), least, most);
  }

  private static Twisted drawTwist(Draw draw, int depth) {
    int level = draw.below(depth);
    // First the kind: there are many more of some kinds than of others.
    Class<?> kind =
        draw.manyOf(
                CertificateTwist.all().stream().<Class<?>>map(Object::getClass).distinct().toList())
            .filter(k -> candidates(level, k).findAny().isPresent())
            .findFirst()
            .orElseThrow();
    return new Twisted(level, draw.oneOf(candidates(level, kind).toList()));
  }

  private static Stream<CertificateTwist> candidates(int level, Class<?> kind) {
    return CertificateTwist.all().stream()
        .filter(twist -> twist.getClass() == kind && twist.bearer().isAt(level));
  }

  /** The twists at this level, in the order in which they apply. */
  Stream<CertificateTwist> twistsAt(int level) {
    return twists.stream().filter(t -> t.level() == level).map(Twisted::twist);
  }

  /** Whether any certificate has one of these twists. */
  boolean hasAny(CertificateTwist... any) {
    return twists.stream().anyMatch(t -> List.of(any).contains(t.twist()));
  }

  /** The kind of key by which the leaf is signed: its issuer's, or its own. */
  KeyAlgorithm leafSigner() {
    return ServerChain.algorithm(this, Math.min(1, depth - 1));
  }

  /** Whether the leaf is signed with Ed25519 or Ed448. */
  boolean isLeafSignedByEdDsa() {
    return leafSigner() == KeyAlgorithm.ED25519 || leafSigner() == KeyAlgorithm.ED448;
  }
}
