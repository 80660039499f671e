@NullMarked
package io.github.jdbctls.settings;

import org.jspecify.annotations.NullMarked;
