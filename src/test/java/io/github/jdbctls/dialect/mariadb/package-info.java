@NullMarked
package io.github.jdbctls.dialect.mariadb;

import org.jspecify.annotations.NullMarked;
