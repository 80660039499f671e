package io.github.jdbctls.it.attack;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How a driver's {@code connect} may end without a connection. */
enum DriverFailure {
  EXCEPTION {
    @Override
    Connection end() throws SQLException {
      throw new SQLException("a reason of the driver's own", "XX000");
    }
  },
  RUNTIME_EXCEPTION {
    @Override
    Connection end() {
      throw new IllegalStateException("a fault of the driver's own");
    }
  },
  LINKAGE_ERROR {
    @Override
    Connection end() {
      throw new NoClassDefFoundError("org/postgresql/Gone");
    }
  },
  OTHER_ERROR {
    @Override
    Connection end() {
      throw new StackOverflowError();
    }
  },
  NO_CONNECTION {
    @Override
    @Nullable Connection end() {
      return null;
    }
  };

  abstract @Nullable Connection end() throws SQLException;
}
