package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.differential.ClientIdentity.CertificateFile;
import io.github.jdbctls.it.differential.ClientIdentity.Password;
import io.github.jdbctls.it.differential.Revocation.ListDirectory;
import io.github.jdbctls.it.differential.Revocation.ListFile;
import io.github.jdbctls.pki.KeyFormat;
import java.net.IDN;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * Something that the driver reads and libpq does not, or takes by default where libpq takes
 * something else. It is no laxity as long as it means what the same content means in libpq's own
 * words: it rewrites the client in those words, for libpq to be asked again.
 *
 * @param predicate whether a client of a server has it
 */
record Rewording(
    String meaning,
    BiPredicate<ClientSetup, ServerSetup> predicate,
    UnaryOperator<ClientSetup> inLibpqsWords) {
  static final List<Rewording> ALL =
      List.of(
          new Rewording(
              "The default mode is verify-full, not prefer",
              (c, s) -> c.mode().isEmpty(),
              c -> c.withMode("verify-full")),
          new Rewording(
              "MySQL's spellings of the modes, and capitals",
              (c, s) -> c.mode().filter(m -> !Modes.inLibpqsWords(m).equals(m)).isPresent(),
              c -> c.withMode(Modes.inLibpqsWords(c.mode().orElseThrow()))),
          new Rewording(
              "One trailing dot of the host",
              (c, s) -> c.host().matches(".*[^.]\\.") && !s.names().haveTrailingDot(),
              c -> c.withHost(c.host().replaceFirst("\\.$", ""))),
          new Rewording(
              "One trailing dot of the certificate's name",
              (c, s) -> !c.host().endsWith(".") && s.names().haveTrailingDot(),
              c -> c.withHost(c.host() + ".")),
          new Rewording(
              "A root in DER, in PKCS#7, or in PEM of one line",
              (c, s) -> c.root().isRightInAFormOfOurs(),
              c -> c.withRoot(RootFile.RIGHT)),
          new Rewording(
              "Several certificates of one name: any valid path serves",
              (c, s) ->
                  c.root().isAmbiguous()
                      || (s.sending().isAmbiguous()
                          && (c.root().isRightInOtherForm() || c.root().isRightInAFormOfOurs())),
              c -> c.withRoot(c.root().withIntermediates())),
          new Rewording(
              "A host in Unicode",
              (c, s) -> c.host().chars().anyMatch(unit -> unit > 127),
              c -> c.withHost(IDN.toASCII(c.host()))),
          new Rewording(
              "A client certificate in DER",
              (c, s) -> c.identity().certificate() == CertificateFile.DER,
              c -> c.withIdentity(c.identity().with(CertificateFile.RIGHT))),
          new Rewording(
              "The key tells which certificate of a file is the client's",
              (c, s) -> c.identity().certificate() == CertificateFile.AUTHORITY_FIRST,
              c -> c.withIdentity(c.identity().with(CertificateFile.RIGHT))),
          new Rewording(
              "A client certificate in the file of its key, which alone is named",
              (c, s) ->
                  c.identity().certificate() == CertificateFile.KEY_ALONE
                      && c.identity().isInKeyFile(),
              c -> c.withIdentity(c.identity().with(CertificateFile.RIGHT))),
          new Rewording(
              "A revocation list in DER",
              (c, s) -> c.revocation().file() == ListFile.DER,
              c -> c.withRevocation(c.revocation().with(ListFile.OF_LEAF_ISSUER))),
          new Rewording(
              "A directory of revocation lists without OpenSSL's file names",
              (c, s) -> c.revocation().directory() == ListDirectory.ALL_BY_OTHER_NAMES,
              c -> c.withRevocation(c.revocation().with(ListDirectory.ALL))),
          new Rewording(
              "EC keys with their curve in a block before them",
              (c, s) -> c.identity().format() == KeyFormat.SEC1_AFTER_PARAMETERS,
              c -> c.withIdentity(c.identity().with(KeyFormat.SEC1))),
          new Rewording(
              "Keys in PKCS#12, and encrypted PKCS#8 in DER",
              (c, s) ->
                  c.identity().password() == Password.RIGHT
                      && (c.identity().format() == KeyFormat.PKCS12
                          || c.identity().format() == KeyFormat.PKCS8_AES_DER),
              c -> c.withIdentity(c.identity().with(KeyFormat.PKCS8))));

  boolean appliesTo(Configuration configuration) {
    return predicate.test(configuration.client(), configuration.server());
  }

  ClientSetup inLibpqsWords(ClientSetup client) {
    return inLibpqsWords.apply(client);
  }
}
