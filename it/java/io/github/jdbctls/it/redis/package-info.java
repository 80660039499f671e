/** Redis, by the driver of com.itmuch, against real servers. */
@NullMarked
package io.github.jdbctls.it.redis;

import org.jspecify.annotations.NullMarked;
