/** What travels on the wire, in words that attempts and dialects share. */
@NullMarked
package io.github.jdbctls.protocol;

import org.jspecify.annotations.NullMarked;
