/** What every database must keep to: one oracle, and the differences that are documented. */
@NullMarked
package io.github.jdbctls.it.contract;

import org.jspecify.annotations.NullMarked;
