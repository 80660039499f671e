/** Real servers of MySQL, MariaDB and Redis, which a test configures, stops and starts again. */
@NullMarked
package io.github.jdbctls.it.server;

import org.jspecify.annotations.NullMarked;
