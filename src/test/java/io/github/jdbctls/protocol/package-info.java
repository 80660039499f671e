@NullMarked
package io.github.jdbctls.protocol;

import org.jspecify.annotations.NullMarked;
