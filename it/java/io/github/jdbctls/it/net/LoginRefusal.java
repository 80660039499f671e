package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;

/** A server that proves who it is, and then refuses every login. */
public final class LoginRefusal {
  private LoginRefusal() {}

  /** The script of a server with this certificate which answers the login with this error. */
  public static ProxyScript with(TestCertificate certificate, String sqlState, String text) {
    return connection -> {
      connection.answer((byte) StartupProtocol.YES);
      connection.becomeServer(certificate);
      connection.answer(StartupProtocol.errorResponse(sqlState, text));
      connection.stall();
    };
  }

  /** The script of a server which answers a login in plain text with this error. */
  public static ProxyScript inClearText(String sqlState, String text) {
    return connection -> {
      connection.answer(StartupProtocol.errorResponse(sqlState, text));
      connection.stall();
    };
  }
}
