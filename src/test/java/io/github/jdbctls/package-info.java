@NullMarked
package io.github.jdbctls;

import org.jspecify.annotations.NullMarked;
