package io.github.jdbctls.it.libpq;

import io.github.jdbctls.TlsFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A row in the making: where it is played, and what libpq does. Immutable.
 *
 * @param number of the row
 * @param title the client's part, in words
 */
record Row(int number, String title, ServerSetup server, Client client) {

  /** The same at another server. */
  Row on(ServerSetup newServer) {
    return new Row(number, title, newServer, client);
  }

  /** The same with more parameters. */
  Row with(String... parameters) {
    return client(c -> c.with(parameters));
  }

  /** The same at another host. */
  Row host(String host) {
    return client(c -> c.host(host));
  }

  /** The same by another user. */
  Row user(String user) {
    return client(c -> c.user(user));
  }

  /** The same for another database. */
  Row database(String database) {
    return client(c -> c.database(database));
  }

  /** The same in a JVM of its own. */
  Row in(Jvm jvm) {
    return client(c -> c.in(jvm));
  }

  /** The same with another client. */
  Row client(UnaryOperator<Client> change) {
    return new Row(number, title, server, change.apply(client));
  }

  /** Both connect in plain text. */
  LibpqCase plain() {
    return equal(Expected.connection(Outcome.PLAIN));
  }

  /** Both connect over TLS. */
  LibpqCase tls() {
    return equal(Expected.connection(Outcome.TLS));
  }

  /** Both refuse, ours for this reason. */
  LibpqCase refused(TlsFailure failure, String... texts) {
    return equal(Expected.refusal(failure, texts));
  }

  /** Both are refused by the server, or ours by the driver itself. */
  LibpqCase refusedByDriver(String sqlState, String... texts) {
    return equal(Expected.driversRefusal(sqlState, texts));
  }

  private LibpqCase equal(Expected expected) {
    return made(expected.outcome(), expected, Optional.empty());
  }

  /** Ours refuses, by a deviation that is listed. */
  LibpqCase stricter(Deviation deviation, Outcome libpq, TlsFailure failure, String... texts) {
    return made(libpq, Expected.refusal(failure, texts), Optional.of(deviation));
  }

  /** Ours ends with the driver's exception, by a deviation that is listed. */
  LibpqCase stricterByDriver(Deviation deviation, Outcome libpq, String sqlState, String... texts) {
    return made(libpq, Expected.driversRefusal(sqlState, texts), Optional.of(deviation));
  }

  /** Both connect, ours in another way that is listed. */
  LibpqCase anotherWay(Deviation deviation, Outcome outcome) {
    return made(outcome, Expected.connection(outcome), Optional.of(deviation));
  }

  /** Libpq refuses what it cannot read, and ours reads it. */
  LibpqCase readsMore(Deviation deviation) {
    return made(Outcome.REFUSED, Expected.connection(Outcome.TLS), Optional.of(deviation));
  }

  /** Nothing for our driver to do. */
  NotApplicable notApplicable(String reason) {
    return new NotApplicable(number, title, reason);
  }

  private LibpqCase made(Outcome libpq, Expected ours, Optional<Deviation> deviation) {
    return new LibpqCase(number, title, client, server, libpq, ours, deviation, List.of());
  }
}
