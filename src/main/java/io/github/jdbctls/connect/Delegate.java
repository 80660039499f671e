package io.github.jdbctls.connect;

import java.sql.Driver;

/**
 * A driver that may be called: its version is known to be safe, and it sees our hook classes.
 *
 * @param driver called directly, never through the driver manager
 */
record Delegate(Driver driver) {}
