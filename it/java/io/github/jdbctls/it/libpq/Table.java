package io.github.jdbctls.it.libpq;

import java.util.List;
import java.util.stream.Stream;

/** All rows of the table that are the client's, by sections. */
final class Table {
  /** The first row that is not about the server's start alone. */
  static final int FIRST = 7;

  /** The last row. */
  static final int LAST = 225;

  private Table() {}

  /** Returns what is said of every row, in the order of the sections. */
  static List<Entry> entries() {
    return Stream.of(
            RootFiles.rows(),
            HostNames.rows(),
            SystemRoots.rows(),
            ProtocolBounds.rows(),
            ClientCertificates.rows(),
            ChannelBinding.rows(),
            SslInfo.rows(),
            ServerNames.rows(),
            Negotiation.rows(),
            ObservedLists.rows(),
            ObservedRoots.rows(),
            ObservedKeys.rows(),
            ObservedNames.rows(),
            ObservedSettings.rows())
        .flatMap(s -> s)
        .toList();
  }

  /** Returns the cases. */
  static Stream<LibpqCase> cases() {
    return entries().stream().filter(LibpqCase.class::isInstance).map(LibpqCase.class::cast);
  }

  /** Returns the rows, or parts of rows, that do not apply. */
  static Stream<NotApplicable> notApplicable() {
    return entries().stream()
        .filter(NotApplicable.class::isInstance)
        .map(NotApplicable.class::cast);
  }
}
