package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.differential.ClientIdentity.CertificateFile;
import io.github.jdbctls.it.differential.ClientIdentity.KeyFile;
import io.github.jdbctls.it.differential.ClientIdentity.Password;
import io.github.jdbctls.it.differential.ClientIdentity.Permissions;
import io.github.jdbctls.it.differential.Revocation.ListDirectory;
import io.github.jdbctls.it.differential.Revocation.ListFile;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.KeyFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the dimensions of which a run of the default length meets every value.
 *
 * @param name as in {@link Coverage}
 */
record Dimension(String name, List<String> values) {
  static final List<Dimension> ALL =
      List.of(
          of("FieldTwist", FieldTwist.values()),
          of("KeyTwist", KeyTwist.values()),
          of("NameTwist", NameTwist.values()),
          of("SignatureTwist", SignatureTwist.values()),
          of("UsageTwist", UsageTwist.values()),
          of("sending", Sending.values()),
          of("root file", RootFile.UNUSUAL.toArray(RootFile[]::new)),
          of("client certificate", CertificateFile.values()),
          of("client key", KeyFile.values()),
          of("client key algorithm", KeyAlgorithm.values()),
          of("client key format", KeyFormat.values()),
          of("client key password", Password.values()),
          of("client key permissions", Permissions.values()),
          of("sslcrl", ListFile.values()),
          of("sslcrldir", ListDirectory.values()),
          of("revocation list", ListTwist.values()),
          of("access", Access.values()),
          new Dimension("mode", Modes.all()));

  private static Dimension of(String name, Enum<?>... values) {
    return new Dimension(name, Stream.of(values).map(Enum::name).toList());
  }
}
