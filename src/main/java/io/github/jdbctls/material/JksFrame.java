package io.github.jdbctls.material;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A look at the frame of a JKS or JCEKS key store before the JDK reads it.
 *
 * <ol>
 *   <li>All counts and lengths are within the file, which ends with its digest and nothing behind.
 *   <li>No entry is a secret key: JCEKS has them as serialised Java objects, which are not to be
 *       read from a file of anybody's.
 *   <li>How many private keys there are: as the JDK keeps them, thousands whose names are made for
 *       it cost minutes.
 *   <li>No more certificates than {@link CertificateBudget} allows, and none that is larger.
 *   <li>The cost of decrypting each key of a JCEKS is within the bounds.
 * </ol>
 *
 * @param jceks whether it is a JCEKS
 * @param hasSecretKey whether there is a secret key; what is behind it has not been looked at
 * @param keys how many private keys there are
 * @param excess what would cost too much, in words
 */
record JksFrame(boolean jceks, boolean hasSecretKey, int keys, Optional<String> excess) {
  private static final int JCEKS_MAGIC = 0xCECECECE;
  private static final int PRIVATE_KEY = 1;
  private static final int CERTIFICATE = 2;
  private static final int SECRET_KEY = 3;
  private static final int TIME = Long.BYTES;
  private static final int SHA1 = 20;

  /**
   * Walks through the entries.
   *
   * @throws CertificateExcessException if there are too many certificates, or one is too large
   * @throws IOException if a length leads out of the file
   */
  static JksFrame of(byte[] bytes) throws IOException, CertificateExcessException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      boolean jceks = in.getInt() == JCEKS_MAGIC;
      int version = in.getInt();
      if (version != 1 && version != 2) {
        throw new IOException("an unknown version");
      }
      int keys = 0;
      Optional<String> excess = Optional.empty();
      DerivationBudget budget = new DerivationBudget();
      CertificateBudget certificates = new CertificateBudget();
      for (int count = in.getInt(); count > 0; count--) {
        int tag = in.getInt();
        skip(in, in.getShort() & 0xFFFF);
        skip(in, TIME);
        if (tag == SECRET_KEY && jceks) {
          return new JksFrame(true, true, keys, excess);
        }
        if (tag == PRIVATE_KEY) {
          keys++;
          byte[] key = take(in, in.getInt());
          excess = excess.or(() -> jceks ? excess(key, budget) : Optional.empty());
          for (int chain = in.getInt(); chain > 0; chain--) {
            skipCertificate(in, version, certificates);
          }
        } else if (tag == CERTIFICATE) {
          skipCertificate(in, version, certificates);
        } else {
          throw new IOException("an unknown kind of entry");
        }
      }
      if (in.remaining() != SHA1) {
        throw new IOException("no digest at the end");
      }
      return new JksFrame(jceks, false, keys, excess);
    } catch (BufferUnderflowException e) {
      throw new IOException("cut short", e);
    }
  }

  private static void skipCertificate(ByteBuffer in, int version, CertificateBudget budget)
      throws IOException, CertificateExcessException {
    if (version == 2) {
      skip(in, in.getShort() & 0xFFFF);
    }
    int length = in.getInt();
    skip(in, length);
    budget.spend(length);
  }

  private static void skip(ByteBuffer in, int length) throws IOException {
    if (length < 0 || length > in.remaining()) {
      throw new IOException("a length that leads out of the file");
    }
    in.position(in.position() + length);
  }

  private static byte[] take(ByteBuffer in, int length) throws IOException {
    skip(in, length);
    byte[] taken = new byte[length];
    in.get(in.position() - length, taken);
    return taken;
  }

  private static Optional<String> excess(byte[] key, DerivationBudget budget) {
    try {
      return budget.spend(KeyEncryption.of(key));
    } catch (IOException e) {
      return Optional.of("something that is damaged");
    }
  }
}
