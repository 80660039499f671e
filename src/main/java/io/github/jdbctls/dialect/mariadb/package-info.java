/**
 * MariaDB by its own driver. Only {@link io.github.jdbctls.dialect.mariadb.MariadbSocketFactory},
 * {@link io.github.jdbctls.dialect.mariadb.MariadbTlsSocketPlugin} and the class that calls the
 * driver touch the driver's classes.
 */
@NullMarked
package io.github.jdbctls.dialect.mariadb;

import org.jspecify.annotations.NullMarked;
