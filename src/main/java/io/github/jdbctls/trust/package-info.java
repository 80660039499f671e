/**
 * Decides whether a server is who it claims to be; answers with reasons. Knows no files and no
 * JDBC. No stable API.
 */
@NullMarked
package io.github.jdbctls.trust;

import org.jspecify.annotations.NullMarked;
