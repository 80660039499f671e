/** Tests of certificates and keys from their sources. */
@NullMarked
package io.github.jdbctls.material;

import org.jspecify.annotations.NullMarked;
