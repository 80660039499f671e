/** Client certificates, keys and roots in every form that tools hand out, each connected with. */
@NullMarked
package io.github.jdbctls.it.corpus;

import org.jspecify.annotations.NullMarked;
