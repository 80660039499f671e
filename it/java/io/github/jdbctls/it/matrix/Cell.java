package io.github.jdbctls.it.matrix;

import io.github.jdbctls.SslMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One connect: a mode, a server, and the files that the client has.
 *
 * @param root what {@code sslrootcert} names
 * @param certificate what {@code sslcert} and {@code sslkey} name
 */
record Cell(SslMode mode, ServerKind server, Root root, ClientCertificate certificate) {
  /** Which root file the client has. */
  enum Root {
    NONE,
    RIGHT,
    WRONG
  }

  /** Which client certificate the client has. */
  enum ClientCertificate {
    NONE,
    RIGHT,
    /** Its issuer has but the name of the right one, so that no client holds it back. */
    OF_ANOTHER_CA
  }

  /** All cells, those of one server in a row. */
  static Stream<Cell> all() {
    return Arrays.stream(ServerKind.values())
        .flatMap(
            server ->
                Arrays.stream(SslMode.values())
                    .flatMap(
                        mode ->
                            Arrays.stream(Root.values())
                                .flatMap(
                                    root ->
                                        Arrays.stream(ClientCertificate.values())
                                            .map(
                                                certificate ->
                                                    new Cell(mode, server, root, certificate)))));
  }

  @Override
  public String toString() {
    return "%s, server: %s, root: %s, client certificate: %s"
        .formatted(mode.parameterValue(), server, text(root), text(certificate));
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
