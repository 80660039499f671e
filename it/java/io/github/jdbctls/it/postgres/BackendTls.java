package io.github.jdbctls.it.postgres;

import org.jspecify.annotations.Nullable;

/**
 * What the server says of one backend's connection: its row of {@code pg_stat_ssl}.
 *
 * @param clientSubject the subject of the client's certificate; null without one
 */
public record BackendTls(
    boolean encrypted,
    @Nullable String version,
    @Nullable String cipher,
    @Nullable String clientSubject) {}
