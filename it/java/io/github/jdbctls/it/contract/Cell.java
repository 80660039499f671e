package io.github.jdbctls.it.contract;

import io.github.jdbctls.SslMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One connect: to which database, with which mode and which files.
 *
 * @param account as whom
 * @param root what {@code sslrootcert} names
 * @param certificate what {@code sslcert} and {@code sslkey} name
 */
record Cell(
    Database database,
    Identity server,
    Account account,
    SslMode mode,
    Root root,
    ClientCertificate certificate) {

  /** Which root file the client has. */
  enum Root {
    NONE,
    RIGHT
  }

  /** Which client certificate the client has. */
  enum ClientCertificate {
    NONE,
    RIGHT,
    /** Its issuer has but the name of the right one, so that no client holds it back. */
    OF_ANOTHER_CA
  }

  /** Whether whoever logs in must have a client certificate. Every server with TLS asks for one. */
  enum Account {
    BY_PASSWORD("app"),
    BY_PASSWORD_AND_CERTIFICATE("certified");

    static final String PASSWORD = "contract-password";

    private final String user;

    Account(String user) {
      this.user = user;
    }

    String user() {
      return user;
    }
  }

  /** All cells, those of one server in a row. */
  static Stream<Cell> all() {
    List<List<?>> dimensions =
        List.of(
            List.of(Database.values()),
            List.of(Identity.values()),
            List.of(Account.values()),
            List.of(SslMode.values()),
            List.of(Root.values()),
            List.of(ClientCertificate.values()));
    List<List<?>> product = List.of(List.of());
    for (List<?> dimension : dimensions) {
      product =
          product.stream()
              .<List<?>>flatMap(chosen -> dimension.stream().map(value -> plus(chosen, value)))
              .toList();
    }
    return product.stream().map(Cell::of);
  }

  private static List<?> plus(List<?> chosen, Object value) {
    List<Object> longer = new ArrayList<>(chosen);
    longer.add(value);
    return longer;
  }

  private static Cell of(List<?> chosen) {
    return new Cell(
        (Database) chosen.get(0),
        (Identity) chosen.get(1),
        (Account) chosen.get(2),
        (SslMode) chosen.get(3),
        (Root) chosen.get(4),
        (ClientCertificate) chosen.get(5));
  }

  /** Whether it is for the same server, with the same account. */
  boolean hasServerOf(Cell other) {
    return database == other.database && server == other.server && account == other.account;
  }

  @Override
  public String toString() {
    return "%s, %s, server: %s, account: %s, root: %s, client certificate: %s"
        .formatted(
            database, mode.parameterValue(), server, text(account), text(root), text(certificate));
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
