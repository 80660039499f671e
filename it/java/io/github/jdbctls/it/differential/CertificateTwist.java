package io.github.jdbctls.it.differential;

import io.github.jdbctls.pki.TestCertificateBuilder;
import java.util.List;
import java.util.stream.Stream;

/** A departure of one certificate of the server's chain from an ordinary one. */
sealed interface CertificateTwist
    permits KeyTwist, SignatureTwist, UsageTwist, NameTwist, FieldTwist {
  /** Every twist that there is. */
  static List<CertificateTwist> all() {
    return Stream.of(
            KeyTwist.values(),
            SignatureTwist.values(),
            UsageTwist.values(),
            NameTwist.values(),
            FieldTwist.values())
        .<CertificateTwist>flatMap(Stream::of)
        .toList();
  }

  /** Twists the certificate that is being built. */
  void apply(TestCertificateBuilder certificate);

  /** Whether only authorities have it, only leaves, or both. */
  Bearer bearer();

  /** The constant's name. */
  String name();

  /** Which certificates can have a twist. */
  enum Bearer {
    LEAF,
    AUTHORITY,
    ANY;

    /** Whether the certificate at this level, 0 being the leaf's, is one of them. */
    boolean isAt(int level) {
      return this == ANY || (this == LEAF) == (level == 0);
    }
  }
}
