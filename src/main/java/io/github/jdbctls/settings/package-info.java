/**
 * What the user wrote, read into immutable records; each value with its origin. Knows no file's
 * contents. No stable API.
 */
@NullMarked
package io.github.jdbctls.settings;

import org.jspecify.annotations.NullMarked;
