package io.github.jdbctls.connect;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.attempt.Handshake;
import io.github.jdbctls.settings.Setting;

/**
 * What protects a connection that was handed out. Immutable.
 *
 * @param handshake the confirmed one
 * @param mode that was demanded, with its origin
 */
public record ProvenConnection(Handshake handshake, Setting<SslMode> mode) {}
