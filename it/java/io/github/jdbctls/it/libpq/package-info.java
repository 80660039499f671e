/**
 * What libpq does, row by row of the table that PostgreSQL's own TLS test suite gives, with our
 * driver in libpq's place.
 */
@NullMarked
package io.github.jdbctls.it.libpq;

import org.jspecify.annotations.NullMarked;
