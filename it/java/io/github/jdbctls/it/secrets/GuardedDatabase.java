package io.github.jdbctls.it.secrets;

import static io.github.jdbctls.it.secrets.SecretFiles.USER;

import io.github.jdbctls.it.server.DatabaseServer;
import io.github.jdbctls.it.server.MariadbServer;
import io.github.jdbctls.it.server.MysqlServer;
import io.github.jdbctls.it.server.MysqlSettings;
import io.github.jdbctls.it.server.RedisServer;
import io.github.jdbctls.it.server.RedisSettings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The databases whose drivers are told secrets in another way than pgjdbc. */
enum GuardedDatabase {
  MYSQL("mysql", "test?", "08S01"),
  MARIADB("mariadb", "test?", "08000"),
  REDIS("redis", "0?timeout=20000&", "08001");

  /** MariaDB's URLs decode nothing. */
  static final String PASSWORD = "hush1-hush2";

  /** Not the clients': MySQL would add that to what it presents. */
  private static final TestCertificate AUTHORITY =
      TestCertificate.authority("server root").selfSigned();

  private final String subprotocol;
  private final String path;
  private final String unreachable;

  GuardedDatabase(String subprotocol, String path, String unreachable) {
    this.subprotocol = subprotocol;
    this.path = path;
    this.unreachable = unreachable;
  }

  /** Returns the driver's own SQLState where nobody listens. */
  String unreachable() {
    return unreachable;
  }

  /** Starts a server that lets the user in, and takes a client certificate of the root. */
  DatabaseServer start(SecretFiles files) throws IOException {
    TestCertificate certificate =
        TestCertificate.leaf("localhost").dnsName("localhost").issuedBy(AUTHORITY);
    MysqlSettings settings = MysqlSettings.tls(certificate).clientAuthority(files.root());
    switch (this) {
      case MYSQL -> {
        MysqlServer server = MysqlServer.start(settings);
        server.createUser(USER, PASSWORD, "X509");
        return server;
      }
      case MARIADB -> {
        MariadbServer server = MariadbServer.start(MariadbServer.Release.MARIADB_11, settings);
        server.createUser(USER, PASSWORD, "X509");
        return server;
      }
      default -> {
        RedisServer server =
            RedisServer.start(
                RedisSettings.tls(certificate)
                    .clientCertificates(RedisSettings.ClientCertificates.YES, files.root()));
        server.createUser(USER, PASSWORD);
        return server;
      }
    }
  }

  /** Writes the root that its servers are to be verified with. */
  static Path writeRoot(Path folder) throws IOException {
    return AUTHORITY.writeChain(folder.resolve("server-root.crt"));
  }

  /** Returns a URL without secrets, which ends so that a parameter can follow. */
  String url(String host, int port) {
    return "jdbc:tls:" + subprotocol + "://" + host + ":" + port + "/" + path;
  }

  /** Returns a URL with user and password where this database's URLs have them. */
  String urlWithLogin(int port, String password) {
    String login = USER + ":" + encoded(password) + "@";
    return this == MARIADB
        ? url("localhost", port) + "user=" + USER + "&password=" + password + "&"
        : url(login + "localhost", port);
  }

  /** Returns the value of a parameter as it stands in a URL. */
  String encoded(String value) {
    return this == MARIADB
        ? value
        : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
