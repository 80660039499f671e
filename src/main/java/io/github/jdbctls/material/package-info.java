/**
 * Certificates and keys from their sources: bytes in, objects out. The only package that reads
 * them. Knows no JDBC. No stable API.
 */
@NullMarked
package io.github.jdbctls.material;

import org.jspecify.annotations.NullMarked;
