/**
 * Random configurations, each run by libpq itself and by the driver: the driver must never be the
 * laxer of the two, and every other difference is explained.
 */
@NullMarked
package io.github.jdbctls.it.differential;

import org.jspecify.annotations.NullMarked;
