package io.github.jdbctls.it.libpq;

/**
 * What is known of a connect when it has ended.
 *
 * @param log what the server has written meanwhile
 * @param frontConnections how many connections were made to what stands before the server
 */
record Evidence(Observed observed, String log, int frontConnections) {}
