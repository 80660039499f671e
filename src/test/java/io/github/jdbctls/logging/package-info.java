/** What the log says. */
@NullMarked
package io.github.jdbctls.logging;

import org.jspecify.annotations.NullMarked;
