@NullMarked
package io.github.jdbctls.dialect;

import org.jspecify.annotations.NullMarked;
