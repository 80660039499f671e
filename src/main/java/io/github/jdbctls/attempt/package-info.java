/**
 * One connect to one host: its sockets, what they let out, and the record of what happened. No
 * stable API.
 */
@NullMarked
package io.github.jdbctls.attempt;

import org.jspecify.annotations.NullMarked;
