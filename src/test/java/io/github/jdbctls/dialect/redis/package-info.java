@NullMarked
package io.github.jdbctls.dialect.redis;

import org.jspecify.annotations.NullMarked;
