package io.github.jdbctls.it.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * A real MySQL of a root file system, whose folder is the system property {@code it.mysql.root}.
 */
public final class MysqlServer extends SqlServer {
  /** Set where the package cannot be installed today, through no fault of this machine. */
  private static final String ABSENT = "it.mysql.absent";

  private static final List<String> FAST =
      List.of("--innodb-flush-method=nosync", "--innodb-doublewrite=OFF");

  private final Installation installation;

  private MysqlServer(Installation installation, MysqlSettings settings) throws IOException {
    super(installation, settings);
    this.installation = installation;
  }

  /**
   * Starts a server with these settings; where it is not there the running test ends, and with the
   * system property {@code it.mysql.absent} it is skipped for that reason.
   *
   * @throws IllegalStateException if the server does not take the settings
   */
  public static MysqlServer start(MysqlSettings settings) throws IOException {
    String absent = System.getProperty(ABSENT, "");
    if (!absent.isEmpty()) {
      throw new TestAbortedException("MySQL is not on this machine: " + absent);
    }
    MysqlServer server =
        new MysqlServer(
            Installation.inRoot("MySQL", "it.mysql.root", "mysql", "/usr/sbin/mysqld"), settings);
    server.begin();
    return server;
  }

  @Override
  List<String> initialise(Path data) {
    List<String> options = new ArrayList<>(FAST);
    options.add("--initialize-insecure");
    options.add("--auto-generate-certs=OFF");
    return line(installation, "mysqld", data, options);
  }

  @Override
  List<String> program(MysqlSettings settings) {
    List<String> line = new ArrayList<>(FAST);
    line.add(0, "mysqld");
    line.add("--mysqlx=OFF");
    line.add("--auto-generate-certs=" + (settings.automatic() ? "ON" : "OFF"));
    if (!settings.expectsTls()) {
      line.add("--tls-version=");
    }
    return line;
  }
}
