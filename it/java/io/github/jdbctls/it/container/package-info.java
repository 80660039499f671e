/** The driver's contract against a PostgreSQL server in a container. */
@NullMarked
package io.github.jdbctls.it.container;

import org.jspecify.annotations.NullMarked;
