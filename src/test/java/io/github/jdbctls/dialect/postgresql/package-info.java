@NullMarked
package io.github.jdbctls.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
