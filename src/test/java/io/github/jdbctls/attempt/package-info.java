@NullMarked
package io.github.jdbctls.attempt;

import org.jspecify.annotations.NullMarked;
