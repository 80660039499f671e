/** Java virtual machines of a test's own: what a JVM loads, reads and sets once. */
@NullMarked
package io.github.jdbctls.it.jvm;

import org.jspecify.annotations.NullMarked;
