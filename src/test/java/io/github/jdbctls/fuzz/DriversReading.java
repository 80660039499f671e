package io.github.jdbctls.fuzz;

import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.conf.HostInfo;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** What a driver makes of a URL with one host. */
record DriversReading(String host, int port, @Nullable String database) {
  /** Asks the driver; empty for one that is given no URL. */
  static Optional<DriversReading> of(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return Optional.of(ofPgjdbc(url));
    }
    if (url.startsWith("jdbc:mysql:")) {
      HostInfo main = ConnectionUrl.getConnectionUrlInstance(url, new Properties()).getMainHost();
      return Optional.of(
          new DriversReading(withoutBrackets(main.getHost()), main.getPort(), main.getDatabase()));
    }
    if (url.startsWith("jdbc:mariadb:")) {
      return Optional.of(ofMariadb(url));
    }
    return Optional.empty();
  }

  private static DriversReading ofPgjdbc(String url) {
    Properties seen = Driver.parseURL(url, null);
    if (seen == null) {
      throw new AssertionError("the driver refuses " + url);
    }
    return new DriversReading(
        withoutBrackets(String.valueOf(PGProperty.PG_HOST.getOrDefault(seen))),
        Integer.parseInt(String.valueOf(PGProperty.PG_PORT.getOrDefault(seen))),
        PGProperty.PG_DBNAME.getOrDefault(seen));
  }

  private static DriversReading ofMariadb(String url) {
    try {
      Configuration seen = Configuration.parse(url);
      if (seen == null) {
        throw new AssertionError("the driver refuses " + url);
      }
      HostAddress first = seen.addresses().get(0);
      return new DriversReading(withoutBrackets(first.host), first.port, seen.database());
    } catch (SQLException e) {
      throw new AssertionError("the driver refuses " + url, e);
    }
  }

  private static String withoutBrackets(String host) {
    return host.replaceAll("^\\[|]$", "");
  }
}
