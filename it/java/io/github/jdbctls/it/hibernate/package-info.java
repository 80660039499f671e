/** Hibernate ORM over the prefixed URL. */
@NullMarked
package io.github.jdbctls.it.hibernate;

import org.jspecify.annotations.NullMarked;
