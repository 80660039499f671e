/** MySQL, by its own driver. */
@NullMarked
package io.github.jdbctls.it.mysql;

import org.jspecify.annotations.NullMarked;
