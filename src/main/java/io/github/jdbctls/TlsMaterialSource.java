package io.github.jdbctls;

/**
 * Hands out certificates and keys from memory, such as those of a Vault agent, of SPIFFE's workload
 * API or of an application framework, which no file holds.
 *
 * <p>{@link TlsDriver#addMaterialSource Registered} under a name, it serves where {@code sslcert},
 * {@code sslkey}, {@code sslrootcert} or {@code sslcrl} is {@code supplied:} and that name.
 *
 * <p>It is asked before each new physical connection, by the thread that connects, so it must
 * answer from memory, from any thread, and without a connect that would ask it again. As long as
 * nothing has changed it should return the same object: the content of another one is compared.
 * Where a certificate and its key come from one source they should stand in one material ({@link
 * TlsMaterial#ofIdentity}), so that they change together.
 */
@FunctionalInterface
public interface TlsMaterialSource {
  /**
   * Returns the material of this moment.
   *
   * @throws Exception if there is none; what was read last serves on for {@code sslreloadgrace}
   */
  TlsMaterial get() throws Exception;
}
