/** What goes over the wire in TLS, as tests read and restrict it. */
@NullMarked
package io.github.jdbctls.wire;

import org.jspecify.annotations.NullMarked;
