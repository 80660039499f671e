/** Benchmarks, and the table that is made of them: see the README of their source root. */
@NullMarked
package io.github.jdbctls.bench;

import org.jspecify.annotations.NullMarked;
