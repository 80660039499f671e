package io.github.jdbctls.material;

/**
 * How many certificates one source may have, and how large each may be, so that a file made for it
 * cannot take the application's memory, or its time where they are compared.
 *
 * <ol>
 *   <li>No more than {@value #MOST} certificates: seventy times those of the largest root bundle.
 *   <li>None of more than {@value #LARGEST} bytes: no chain with a larger one passes a TLS
 *       handshake, by the limits of OpenSSL (100 KiB) and the JDK (32 KiB).
 * </ol>
 *
 * Asked before each certificate is decoded. Not thread-safe.
 */
final class CertificateBudget {
  static final int MOST = 10_000;
  static final int LARGEST = 128 << 10;

  private int count;

  /**
   * Takes a certificate of so many bytes off.
   *
   * @throws CertificateExcessException if it is one too many, or too large
   */
  void spend(int length) throws CertificateExcessException {
    if (++count > MOST) {
      throw new CertificateExcessException("has more than " + MOST + " certificates");
    }
    if (length > LARGEST) {
      throw new CertificateExcessException(
          "has a certificate of " + length + " bytes (at most " + LARGEST + ")");
    }
  }
}
