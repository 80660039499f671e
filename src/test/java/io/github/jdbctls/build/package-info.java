/** What the files around the code must agree on. */
@NullMarked
package io.github.jdbctls.build;

import org.jspecify.annotations.NullMarked;
