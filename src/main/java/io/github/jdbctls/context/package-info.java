/** SSL contexts, shared per sources and mode, made again when a file has changed. No stable API. */
@NullMarked
package io.github.jdbctls.context;

import org.jspecify.annotations.NullMarked;
