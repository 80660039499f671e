@NullMarked
package io.github.jdbctls.dialect.mysql;

import org.jspecify.annotations.NullMarked;
