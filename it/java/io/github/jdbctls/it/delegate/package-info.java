/** A driver in pgjdbc's place, which misbehaves as a test tells it to. */
@NullMarked
package io.github.jdbctls.it.delegate;

import org.jspecify.annotations.NullMarked;
