package io.github.jdbctls.it.differential;

import io.github.jdbctls.it.differential.ClientIdentity.CertificateFile;
import io.github.jdbctls.it.differential.ClientIdentity.Password;
import io.github.jdbctls.it.differential.Revocation.ListDirectory;
import io.github.jdbctls.it.differential.Revocation.ListFile;
import io.github.jdbctls.pki.KeyFormat;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * What the driver reads and libpq does not, which is no laxity: it means what the same content
 * means in libpq's own words. It rewrites the client in those words, for libpq to be asked again.
 */
record WiderReading(
    String meaning,
    BiPredicate<ClientSetup, ServerSetup> predicate,
    UnaryOperator<ClientSetup> inLibpqsWords) {
  static final List<WiderReading> ALL =
      List.of(
          new WiderReading(
              "MySQL's spellings of the modes, and capitals",
              (c, s) -> c.mode().filter(m -> !Modes.inLibpqsWords(m).equals(m)).isPresent(),
              c -> c.withMode(Modes.inLibpqsWords(c.mode().orElseThrow()))),
          new WiderReading(
              "One trailing dot of the host",
              (c, s) -> c.host().matches(".*[^.]\\.") && !s.names().haveTrailingDot(),
              c -> c.withHost(c.host().replaceFirst("\\.$", ""))),
          new WiderReading(
              "One trailing dot of the certificate's name",
              (c, s) -> !c.host().endsWith(".") && s.names().haveTrailingDot(),
              c -> c.withHost(c.host() + ".")),
          new WiderReading(
              "A root in DER", (c, s) -> c.root() == RootFile.DER, c -> c.withRoot(RootFile.RIGHT)),
          new WiderReading(
              "Several certificates of one name: any valid path serves",
              (c, s) ->
                  c.root().isAmbiguous()
                      || (s.sending().isAmbiguous() && c.root() == RootFile.RIGHT),
              c -> c.withRoot(RootFile.WITH_INTERMEDIATES)),
          new WiderReading(
              "A client certificate in DER",
              (c, s) -> c.identity().certificate() == CertificateFile.DER,
              c -> c.withIdentity(c.identity().with(CertificateFile.RIGHT))),
          new WiderReading(
              "A revocation list in DER",
              (c, s) -> c.revocation().file() == ListFile.DER,
              c -> c.withRevocation(c.revocation().with(ListFile.OF_LEAF_ISSUER))),
          new WiderReading(
              "A directory of revocation lists without OpenSSL's file names",
              (c, s) -> c.revocation().directory() == ListDirectory.ALL_BY_OTHER_NAMES,
              c -> c.withRevocation(c.revocation().with(ListDirectory.ALL))),
          new WiderReading(
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
