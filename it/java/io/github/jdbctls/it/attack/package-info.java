/**
 * Attackers on the wire and drivers that misbehave: what each of them gets, and what it does not.
 */
@NullMarked
package io.github.jdbctls.it.attack;

import org.jspecify.annotations.NullMarked;
