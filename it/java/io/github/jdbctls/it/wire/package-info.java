/** What is on the wire, byte by byte, as a proxy between client and server has recorded it. */
@NullMarked
package io.github.jdbctls.it.wire;

import org.jspecify.annotations.NullMarked;
