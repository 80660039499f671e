/** The public face: the modes, the failures, and the policy of this JVM. */
@NullMarked
package io.github.jdbctls;

import org.jspecify.annotations.NullMarked;
