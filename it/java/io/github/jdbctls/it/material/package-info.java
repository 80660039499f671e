/** The files that the parameters name, in all their formats, before real servers. */
@NullMarked
package io.github.jdbctls.it.material;

import org.jspecify.annotations.NullMarked;
