/** Probe. */
module io.github.jdbctls {
  requires transitive java.sql;
  requires java.naming;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires static org.jspecify;

  exports io.github.jdbctls;
}
