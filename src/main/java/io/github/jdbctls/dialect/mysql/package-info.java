/**
 * MySQL by its own driver. Only {@link io.github.jdbctls.dialect.mysql.MysqlSocketFactory} and the
 * class that asks a connection for its socket touch the driver's classes.
 */
@NullMarked
package io.github.jdbctls.dialect.mysql;

import org.jspecify.annotations.NullMarked;
