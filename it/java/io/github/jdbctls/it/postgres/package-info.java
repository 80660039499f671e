/** A real PostgreSQL that a test configures, reconfigures and questions. */
@NullMarked
package io.github.jdbctls.it.postgres;

import org.jspecify.annotations.NullMarked;
