package io.github.jdbctls.material;

/**
 * How many certificates one source may have, and how large they may be, so that a file made for it
 * takes no more than about a hundred MiB of the application's memory, or some seconds of its time
 * where certificates are compared.
 *
 * <ol>
 *   <li>No more than {@value #MOST} certificates: seventy times those of the largest root bundle.
 *   <li>None of more than {@value #LARGEST} bytes: no server sends a larger one, by the default
 *       limits of OpenSSL (100 KiB for a chain) and the JDK (32 KiB for a message).
 *   <li>No more than {@value #MOST_BYTES} bytes together: eighteen times the largest root bundle.
 * </ol>
 *
 * Asked before each certificate is decoded. Not thread-safe.
 */
final class CertificateBudget {
  static final int MOST = 10_000;
  static final int LARGEST = 128 << 10;
  static final int MOST_BYTES = 4 << 20;

  private static final String REDUCE =
      "Leave only those in it that are needed: the authorities of the server in sslrootcert, the"
          + " client's own chain in sslcert.";

  private int count;
  private int bytes;

  /**
   * Takes a certificate of so many bytes off.
   *
   * @throws CertificateExcessException if it is one too many, or too large
   */
  void spend(int length) throws CertificateExcessException {
    if (++count > MOST) {
      throw new CertificateExcessException("has more than " + MOST + " certificates", REDUCE);
    }
    if (length > LARGEST) {
      throw new CertificateExcessException(
          "has a certificate of " + length + " bytes (at most " + LARGEST + ")",
          "Leave it out, or have it issued with fewer names.");
    }
    bytes += length;
    if (bytes > MOST_BYTES) {
      throw new CertificateExcessException(
          "has certificates of more than " + (MOST_BYTES >> 20) + " MiB", REDUCE);
    }
  }
}
