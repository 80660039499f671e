/** Integration tests: the packaged jar against real servers and active attackers. */
@NullMarked
package io.github.jdbctls.it;

import org.jspecify.annotations.NullMarked;
