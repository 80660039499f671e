package io.github.jdbctls;

/**
 * Is told of a reload, so that it can replace the connections that a pool holds: with HikariCP
 * {@code reload -> pool.getHikariPoolMXBean().softEvictConnections()}.
 *
 * <ol>
 *   <li>Files are looked at when a connection is opened, so a reload is told then, by the thread
 *       that opens it; there is no thread of ours. It should return soon.
 *   <li>Of {@link TlsReload.Part#TRUST} it is told at once: connections that were opened under a
 *       root that is gone, or to a server that is now revoked, should not live on.
 *   <li>Of {@link TlsReload.Part#IDENTITY} it is told when a connection has been opened with the
 *       new client certificate: one that no server takes must not cost the connections that stand.
 *   <li>What it throws is logged, and does no harm to the connection.
 * </ol>
 */
@FunctionalInterface
public interface TlsReloadListener {
  /** Is told, once for each reload. */
  void reloaded(TlsReload reload);
}
