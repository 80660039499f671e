package io.github.jdbctls.connect;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.attempt.Handshake;
import io.github.jdbctls.settings.Setting;
import java.util.Optional;

/**
 * What protects a connection that was handed out. Immutable.
 *
 * @param protection of this moment, as a driver may have reconnected
 * @param mode that was demanded, with its origin
 */
public record ProvenConnection(Protection protection, Setting<SslMode> mode) {
  /** Returns the handshake that protects the connection now. */
  public Optional<Handshake> handshake() {
    return protection.handshake();
  }
}
