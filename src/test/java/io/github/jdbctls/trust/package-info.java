/** Tests of the decisions about a server. */
@NullMarked
package io.github.jdbctls.trust;

import org.jspecify.annotations.NullMarked;
