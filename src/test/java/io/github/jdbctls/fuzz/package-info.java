/** What holds for every input, as targets of a coverage-guided fuzzer and as unit tests. */
@NullMarked
package io.github.jdbctls.fuzz;

import org.jspecify.annotations.NullMarked;
