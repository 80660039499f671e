package io.github.jdbctls.trust;

import io.github.jdbctls.SslMode;

/** What a server has to prove. Immutable. */
public enum Verification {
  /** Nothing: the connection is encrypted only. */
  NONE,
  /** That its certificate chain ends in a trusted root. */
  CHAIN,
  /** That its chain ends in a trusted root, and that its certificate is for the host in the URL. */
  CHAIN_AND_NAME;

  /**
   * What a mode demands: {@code verify-full} chain and name, {@code verify-ca} the chain, every
   * weaker mode the chain if there is a root source (libpq does not ask for the mode, only for the
   * root file).
   */
  public static Verification of(SslMode mode, boolean hasRootSource) {
    if (mode.requiresVerifiedName()) {
      return CHAIN_AND_NAME;
    }
    boolean usesTls = mode != SslMode.DISABLE;
    return mode.requiresVerifiedChain() || (usesTls && hasRootSource) ? CHAIN : NONE;
  }

  /** Whether the chain is verified. */
  public boolean includesChain() {
    return this != NONE;
  }

  /** Whether the name is verified. */
  public boolean includesName() {
    return this == CHAIN_AND_NAME;
  }
}
