package io.github.jdbctls.it.rotation;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;

/** A server that changes its certificate while it runs, and knows who its clients are. */
interface SoakServer extends AutoCloseable {
  /** A user whose client certificate lets it in. */
  String USER = "app";

  String PASSWORD = "secret";

  /** The URL with these parameters, and the patience that many connects at once need. */
  String url(String parameters);

  /** Presents another certificate to all who connect from now on. */
  void present(TestCertificate certificate) throws IOException, SQLException;

  /** Lets in whoever has a certificate of the authority. */
  void acceptAny() throws IOException;

  /** Lets in this client only, if the server can be told so; none that connects is turned away. */
  void acceptOnly(TestCertificate client) throws IOException;

  /** Whether the server takes the client at the other end for another than this one. */
  boolean deniesToKnow(Connection connection, X509Certificate client) throws SQLException;

  @Override
  void close() throws IOException, SQLException;
}
