/** Every mode against every kind of server, root and client certificate, with an oracle. */
@NullMarked
package io.github.jdbctls.it.matrix;

import org.jspecify.annotations.NullMarked;
