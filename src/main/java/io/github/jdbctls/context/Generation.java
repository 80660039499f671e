package io.github.jdbctls.context;

/**
 * What was read at one time. Immutable.
 *
 * @param <M> the kind of set
 * @param owner whose generation it is
 * @param number higher than those before it
 * @param material that was read
 * @param cause why it was read, in words
 */
record Generation<M extends MaterialSet<M>>(
    LiveMaterial<M> owner, long number, M material, String cause) {}
