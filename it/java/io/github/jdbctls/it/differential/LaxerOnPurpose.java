package io.github.jdbctls.it.differential;

/**
 * The one way in which the driver connects where libpq does not, and not by reading more: a limit
 * of libpq, not a judgement of the server, which it has verified by then.
 */
final class LaxerOnPurpose {
  static final String MEANING =
      "A login by SCRAM to a server whose certificate is signed by EdDSA: libpq finds no digest";

  private static final String LIBPQS_WORDS = "could not find digest for NID UNDEF";

  private LaxerOnPurpose() {}

  /**
   * Whether it is that.
   *
   * <ol>
   *   <li>The leaf is signed with Ed25519 or Ed448.
   *   <li>libpq ends by the digest that it does not find for the channel binding, and the driver is
   *       connected by TLS.
   *   <li>{@code channel_binding} is not {@code require}, which the driver cannot do either, and
   *       not {@code disable}, by which libpq would not look for a digest.
   * </ol>
   */
  static boolean explains(Comparison c) {
    String binding = c.client().others().getOrDefault("channel_binding", "prefer");
    return c.server().isLeafSignedByEdDsa()
        && c.libpq().outcome() == Outcome.REFUSED
        && c.libpq().words().contains(LIBPQS_WORDS)
        && c.ours().outcome() == Outcome.TLS
        && !binding.equals("require")
        && !binding.equals("disable");
  }
}
