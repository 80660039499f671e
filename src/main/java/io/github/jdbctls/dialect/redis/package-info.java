/** Redis, by the driver of com.itmuch, or JetBrains'. */
@NullMarked
package io.github.jdbctls.dialect.redis;

import org.jspecify.annotations.NullMarked;
