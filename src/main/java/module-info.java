/** Probe. */
module io.github.jdbctls {
  requires transitive java.sql;
  requires java.naming;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires static transitive org.jspecify;

  exports io.github.jdbctls;
  exports io.github.jdbctls.failure;
}
