@NullMarked
package io.github.jdbctls.context;

import org.jspecify.annotations.NullMarked;
