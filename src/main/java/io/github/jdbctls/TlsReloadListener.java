package io.github.jdbctls;

/**
 * Is told of a reload, so that it can replace the connections that a pool holds: with HikariCP
 * {@code reload -> pool.getHikariPoolMXBean().softEvictConnections()}, added to the pool's own
 * {@link TlsDataSource}.
 *
 * <ol>
 *   <li>Files are looked at when a connection is opened, so a reload is told then, by the thread
 *       that opens it; there is no thread of ours. It should return soon.
 *   <li>Of {@link TlsReload.Part#TRUST} it is told at once: connections that were opened under a
 *       root that is gone, or to a server that is now revoked, should not live on.
 *   <li>Of {@link TlsReload.Part#IDENTITY} it is told when a connection has been opened for which
 *       the new client certificate was sent: one that no server takes must not cost the connections
 *       that stand. A listener of the driver hears of any server, one of a data source of its own.
 *   <li>Reloads that follow one another closely may be told as one, or in another order.
 *   <li>What it throws is logged, and does no harm to the connection.
 * </ol>
 */
@FunctionalInterface
public interface TlsReloadListener {
  /** Is told. */
  void reloaded(TlsReload reload);
}
