/** That no secret appears where it could be read. */
@NullMarked
package io.github.jdbctls.it.secrets;

import org.jspecify.annotations.NullMarked;
