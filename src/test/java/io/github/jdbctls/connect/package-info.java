@NullMarked
package io.github.jdbctls.connect;

import org.jspecify.annotations.NullMarked;
