package io.github.jdbctls.it.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.TlsDriver;
import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.delegate.DriverHooks;
import io.github.jdbctls.it.delegate.StubDelegate;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.it.net.ResumingTlsServer;
import io.github.jdbctls.it.net.ScriptedProxy;
import io.github.jdbctls.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a stub in pgjdbc's place and a TLS server whose wire is recorded. */
abstract class WithStubDelegate {
  static final String USER = "mallorys-victim";
  static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  static final TestCertificate CERTIFICATE =
      TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY);

  @TempDir private static Path files;
  static Path roots;
  @AutoClose static ResumingTlsServer server;

  /** What the driver connects to: passes everything on to the server, and records it. */
  @AutoClose ScriptedProxy wire;

  @BeforeAll
  static void start() throws IOException {
    roots = AUTHORITY.writeChain(files.resolve("root.crt"));
    server = ResumingTlsServer.start(CERTIFICATE, "TLSv1.3");
  }

  @BeforeEach
  void listen() throws IOException {
    wire = ScriptedProxy.before(server.port(), ProxyScript.passThrough());
  }

  @AfterEach
  void uninstall() throws SQLException {
    StubDelegate.uninstallAll();
  }

  Connection connect(String user, String... parameters) throws SQLException {
    return connect(wire.port(), user, parameters);
  }

  static Connection connect(int port, String user, String... parameters) throws SQLException {
    Properties info = new Properties();
    info.setProperty("user", user);
    info.setProperty("password", "battery-staple");
    return Objects.requireNonNull(
        new TlsDriver()
            .connect(
                "jdbc:tls:postgresql://localhost:"
                    + port
                    + "/secrets?sslrootcert="
                    + roots
                    + "&"
                    + String.join("&", parameters),
                info));
  }

  /** Connects, which must fail in this way. */
  Throwable refused(TlsFailure expected) {
    return refused(expected, wire.port());
  }

  static Throwable refused(TlsFailure expected, int port) {
    Throwable failure = catchThrowable(() -> connect(port, USER));
    assertThat(failure)
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(expected));
    assertThat(failure).hasMessageStartingWith(expected.code());
    return failure;
  }

  /** A socket of the driver's own, on which it has said in clear text who it is. */
  static Socket plainSocket(DriverHooks hooks) throws IOException {
    Socket own = new Socket(hooks.host(), hooks.port());
    own.getOutputStream().write(startupPacket());
    return own;
  }

  static byte[] startupPacket() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(("user\0" + USER + "\0database\0secrets\0\0").getBytes(UTF_8));
    return ByteBuffer.allocate(8 + text.size())
        .putInt(8 + text.size())
        .putInt(196608)
        .put(text.toByteArray())
        .array();
  }

  static byte[] together(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Something that a driver does with our hooks on the way. */
  @FunctionalInterface
  interface Misuse {
    void by(DriverHooks hooks) throws IOException;
  }

  static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
