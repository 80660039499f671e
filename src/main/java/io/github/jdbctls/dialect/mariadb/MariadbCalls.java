package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.attempt.DialPlans;
import io.github.jdbctls.dialect.DelegateCall;
import io.github.jdbctls.dialect.GivenUpException;
import io.github.jdbctls.dialect.Link;
import io.github.jdbctls.settings.HostPort;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.client.Client;

/** Calls the driver; the only class besides the hooks that touches its classes. */
final class MariadbCalls {
  private MariadbCalls() {}

  /**
   * Opens a connection with a configuration of its own, by which the hooks find the plan: a handle
   * among the properties would be shown by {@code getMetaData().getURL()}.
   *
   * @return null if the driver does not know the URL
   */
  static java.sql.@Nullable Connection open(DelegateCall call, String handle) throws SQLException {
    Configuration configuration = MariadbConfiguration.of(call);
    if (configuration == null) {
      return null;
    }
    if (!DialPlans.keep(handle, configuration)) {
      throw new SQLException("The call is over", "08003");
    }
    try {
      return Driver.connect(configuration);
    } catch (GivenUpException e) {
      throw new SQLNonTransientConnectionException("The hosts were dialled in vain", "08001", e);
    }
  }

  /** Says which of its hosts a connection talks to at this moment, and whose call it came from. */
  static Optional<Link> link(java.sql.Connection connection) throws SQLException {
    Client client = connection.unwrap(Connection.class).getClient();
    HostAddress address = client.getHostAddress();
    return address.host == null
        ? Optional.empty()
        : Optional.of(
            new Link.ToHost(
                new HostPort(address.host, address.port), client.getContext().getConf()));
  }
}
