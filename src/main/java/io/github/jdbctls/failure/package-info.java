/** Failures as values, and the exceptions that carry them. No stable API. */
@NullMarked
package io.github.jdbctls.failure;

import org.jspecify.annotations.NullMarked;
