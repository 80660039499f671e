/** PostgreSQL and CockroachDB by pgjdbc. Nothing here touches the driver's classes. */
@NullMarked
package io.github.jdbctls.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
