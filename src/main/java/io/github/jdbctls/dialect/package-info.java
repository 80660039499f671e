/**
 * How one driver takes our TLS. {@link io.github.jdbctls.dialect.Dialect} is the interface for a
 * further driver, which this is the way to:
 *
 * <ol>
 *   <li>Find the driver's hook: where it lets another class make its raw sockets, and where TLS is
 *       layered on them. A driver that has neither cannot be supported honestly.
 *   <li>Write the hook classes. They are public, because the driver makes them by name, and get
 *       their sockets under the handle of the call and from nowhere else: from {@link
 *       io.github.jdbctls.dialect.Hook} if the driver is given one host at a time. They begin no
 *       connection of their own, and throw where anything is not as expected.
 *   <li>Say how TLS begins ({@link io.github.jdbctls.protocol.TlsRequest}): the bytes that may pass
 *       in clear text before it, in either direction, and no others.
 *   <li>Read the URL exactly as the driver does; where it can be read in two ways, refuse it. Hand
 *       on hosts and database only ({@link io.github.jdbctls.dialect.Dialect#bareUrl}).
 *   <li>Go through every property of the driver ({@link
 *       io.github.jdbctls.settings.DelegateVocabulary}): handed on, refused with a reason, or
 *       translated where the meaning is exact. A test should compare the list with the driver's
 *       own.
 *   <li>In {@link io.github.jdbctls.dialect.Dialect#call} set every key that has to do with TLS,
 *       whatever the user wrote: drivers take defaults from files and from the environment.
 *   <li>If the driver dials by itself, to fail over or to reconnect, say so ({@link
 *       io.github.jdbctls.dialect.Dialect#dialsByItself}), and let its connection say over which
 *       wire it runs ({@link io.github.jdbctls.dialect.Dialect#link}). Its hooks get their sockets
 *       from the plan under the handle, {@code io.github.jdbctls.attempt.DialPlans}, which is not
 *       exported to other modules yet; in the call, in its thread.
 *   <li>Keep what touches the driver's classes in classes of its own, so that the dialect loads
 *       without the driver. Name it in {@code META-INF/services/io.github.jdbctls.dialect.Dialect}.
 * </ol>
 *
 * <p>The proof is made here, not by the dialect: a connection without a confirmed handshake on a
 * socket of ours is closed.
 */
@NullMarked
package io.github.jdbctls.dialect;

import org.jspecify.annotations.NullMarked;
