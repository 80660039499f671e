package io.github.jdbctls.material;

import io.github.jdbctls.failure.ProblemException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key that has not been decrypted yet, and the certificates that its file gives it.
 *
 * @param name by which a message tells it from others of the same file
 * @param chain leaf first; empty if the file does not say which certificate is the key's
 * @param opening decrypts and decodes it
 */
record KeyEntry(String name, List<X509Certificate> chain, Opening opening) {
  /** Decrypts and decodes a private key. */
  @FunctionalInterface
  interface Opening {
    /**
     * The key.
     *
     * @throws ProblemException KEY_PASSWORD_MISSING, KEY_PASSWORD_WRONG, KEY_UNSUPPORTED or
     *     WRONG_CONTENT
     */
    PrivateKey open() throws ProblemException;
  }

  KeyEntry {
    chain = List.copyOf(chain);
  }

  PrivateKey open() throws ProblemException {
    return opening.open();
  }

  /** Name and subject in words, without characters that would disturb a log. */
  String describe() {
    return '"'
        + Printable.of(name)
        + "\" ("
        + (chain.isEmpty() ? "without a certificate" : Printable.subject(chain.get(0)))
        + ')';
  }

  @Override
  public String toString() {
    return describe();
  }
}
