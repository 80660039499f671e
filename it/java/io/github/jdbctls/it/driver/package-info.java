/** What users of pgjdbc do with their connections, through {@code jdbc:tls:}. */
@NullMarked
package io.github.jdbctls.it.driver;

import org.jspecify.annotations.NullMarked;
