/** MariaDB's driver against real servers. */
@NullMarked
package io.github.jdbctls.it.mariadb;

import org.jspecify.annotations.NullMarked;
