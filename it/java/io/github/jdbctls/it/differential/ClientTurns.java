package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.differential.ClientIdentity.CertificateFile;
import io.github.jdbctls.it.differential.ClientIdentity.KeyFile;
import io.github.jdbctls.it.differential.ClientIdentity.Permissions;
import io.github.jdbctls.it.differential.Revocation.ListDirectory;
import io.github.jdbctls.it.differential.Revocation.ListFile;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The values that take turns among the clients, so that a run of the default length misses none.
 */
final class ClientTurns {
  private static final int EVERY = 3;

  private static final List<UnaryOperator<ClientSetup>> ALL =
      Stream.of(
              each(RootFile.UNUSUAL, ClientSetup::withRoot),
              each(List.of(Access.values()), ClientSetup::withAccess),
              each(Modes.all(), ClientSetup::withMode),
              identities(List.of(CertificateFile.values()), ClientIdentity::with),
              identities(List.of(KeyFile.values()), ClientIdentity::with),
              identities(List.of(Permissions.values()), ClientIdentity::with),
              identities(List.of(KeyAlgorithm.values()), ClientIdentity::ofKind),
              identities(List.of(KeyFormat.values()), ClientIdentity::inFormat),
              lists(List.of(ListFile.values()), Revocation::with),
              lists(List.of(ListDirectory.values()), Revocation::with),
              lists(List.of(ListTwist.values()), Revocation::with))
          .flatMap(List::stream)
          .toList();

  private ClientTurns() {}

  /** The client with the value of which it is the turn; most are nobody's turn. */
  static ClientSetup apply(int index, ClientSetup client) {
    return index % EVERY == 0 ? ALL.get(index / EVERY % ALL.size()).apply(client) : client;
  }

  private static <T> List<UnaryOperator<ClientSetup>> each(
      List<T> values, BiFunction<ClientSetup, T, ClientSetup> with) {
    return values.stream()
        .<UnaryOperator<ClientSetup>>map(value -> client -> with.apply(client, value))
        .toList();
  }

  private static <T> List<UnaryOperator<ClientSetup>> identities(
      List<T> values, BiFunction<ClientIdentity, T, ClientIdentity> with) {
    return each(
        values,
        (client, value) -> client.withIdentity(with.apply(client.identity().orRight(), value)));
  }

  private static <T> List<UnaryOperator<ClientSetup>> lists(
      List<T> values, BiFunction<Revocation, T, Revocation> with) {
    return each(
        values,
        (client, value) -> client.withRevocation(with.apply(client.revocation().orAll(), value)));
  }
}
