/** Certificates, keys, roots and lists that change under load, in every manner. */
@NullMarked
package io.github.jdbctls.it.rotation;

import org.jspecify.annotations.NullMarked;
