/**
 * One TLS vocabulary for every JDBC driver.
 *
 * <p>The way of a connection, from {@link io.github.jdbctls.TlsDriver#connect} to the TLS socket:
 *
 * <ol>
 *   <li>{@code connect.Connector} is the whole story on one screen: parse, check the policy, find
 *       the driver, get the context, open.
 *   <li>{@code settings.SettingsReader} reads URL, properties, environment and default files into
 *       {@code settings.TlsSettings}.
 *   <li>{@code context.TlsContexts} gives the shared {@code SSLContext}, made of what {@code
 *       material} reads and of the trust manager of {@code trust}.
 *   <li>{@code connect.Opening} tries host by host, {@code connect.Trial} runs one attempt: it
 *       calls the real driver with the handle of an {@code attempt.Attempt}.
 *   <li>The driver makes the hook classes of {@code dialect.postgresql} by name. They find the
 *       attempt by its handle: {@code attempt.GuardedSocket} is the raw socket, which holds clear
 *       text back, {@code attempt.ConfirmingSocket} the TLS socket, which confirms every handshake.
 *   <li>{@code connect.Trial} returns the driver's own connection only with the proof that the
 *       attempt has recorded; {@code connect.Diagnosis} says why not.
 * </ol>
 */
@NullMarked
package io.github.jdbctls;

import org.jspecify.annotations.NullMarked;
