/** The test PKI: authorities, certificates and keys, made at run time in memory. */
@NullMarked
package io.github.jdbctls.pki;

import org.jspecify.annotations.NullMarked;
