package io.github.jdbctls.connect;

import io.github.jdbctls.attempt.Handshake;
import java.util.Optional;

/** Knows the handshake that protects a connection at this moment; holds nothing of it. */
@FunctionalInterface
interface Protection {
  /** Returns the handshake; empty if the connection is gone, or is not proven to be protected. */
  Optional<Handshake> handshake();
}
