/**
 * How one driver takes our TLS. {@link io.github.jdbctls.dialect.Dialect} is the interface for a
 * further driver.
 */
@NullMarked
package io.github.jdbctls.dialect;

import org.jspecify.annotations.NullMarked;
