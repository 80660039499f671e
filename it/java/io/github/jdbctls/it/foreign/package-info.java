/** A dialect from outside the jar, as somebody else would write it. */
@NullMarked
package io.github.jdbctls.it.foreign;

import org.jspecify.annotations.NullMarked;
