/** Revocation lists, against OpenSSL and against a server. */
@NullMarked
package io.github.jdbctls.it.revocation;

import org.jspecify.annotations.NullMarked;
