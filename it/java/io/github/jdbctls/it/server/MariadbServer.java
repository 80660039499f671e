package io.github.jdbctls.it.server;

import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real MariaDB of one of two releases. */
public final class MariadbServer extends SqlServer {
  /** The releases that tests run with. */
  public enum Release {
    /** The one of this machine. */
    MARIADB_10,
    /**
     * The one of another root file system, whose folder is the system property {@code
     * it.mariadb11.root}; it makes a certificate for itself.
     */
    MARIADB_11;

    private Installation find() {
      return switch (this) {
        case MARIADB_10 ->
            Installation.onPath("MariaDB 10", "mysql", "mariadbd", "mariadb-install-db");
        case MARIADB_11 ->
            Installation.inRoot("MariaDB 11", "it.mariadb11.root", "mysql", "/usr/sbin/mariadbd");
      };
    }
  }

  private static final List<String> FAST =
      List.of(
          "--debug-no-sync",
          "--innodb-flush-method=nosync",
          "--innodb-doublewrite=OFF",
          "--innodb-log-file-size=4M",
          "--aria-log-file-size=8M");

  private final Installation installation;

  private MariadbServer(Installation installation, MysqlSettings settings) throws IOException {
    super(installation, settings);
    this.installation = installation;
  }

  /**
   * Starts a server with these settings; where it is not there the running test ends.
   *
   * @throws IllegalStateException if the server does not take the settings
   */
  public static MariadbServer start(Release release, MysqlSettings settings) throws IOException {
    MariadbServer server = new MariadbServer(release.find(), settings);
    server.begin();
    return server;
  }

  /** As {@link #createUser(String, String, String)}, by the plugin {@code ed25519}. */
  public void createEd25519User(String name, String password, String require) throws IOException {
    execute("INSTALL PLUGIN IF NOT EXISTS ed25519 SONAME 'auth_ed25519'");
    createUserIdentified(name, "VIA ed25519 USING PASSWORD('" + password + "')", require);
  }

  /**
   * Presents another certificate to all who connect from now on, without a restart.
   *
   * @throws IllegalStateException if the server does not take it
   */
  public void renew(TestCertificate certificate) throws IOException {
    replaceCertificate(settings().certificate(certificate));
    execute("FLUSH SSL");
    confirm();
  }

  @Override
  List<String> initialise(Path data) {
    List<String> options = new ArrayList<>(FAST);
    options.add("--auth-root-authentication-method=normal");
    options.add("--skip-test-db");
    // Another root file system may not know this machine's name; nothing here needs it.
    options.add("--force");
    options.add("--skip-name-resolve");
    return line(installation, "mariadb-install-db", data, options);
  }

  @Override
  List<String> program(MysqlSettings settings) {
    List<String> line = new ArrayList<>(FAST);
    line.add(0, "mariadbd");
    line.add("--aria-pagecache-buffer-size=8M");
    if (!settings.expectsTls()) {
      line.add("--skip-ssl");
    }
    return line;
  }
}
