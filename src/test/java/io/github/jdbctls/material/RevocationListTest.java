package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import java.math.BigInteger;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;

class RevocationListTest {
  private static final int ENTRIES = 10_000;
  private static final TestCertificate CA = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate LEAF = TestCertificate.leaf("app").issuedBy(CA);
  private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.2.3.4");

  private static RevocationList list(TestCrl crl) {
    return new RevocationList(crl.build(), "a test");
  }

  private static TestCrl namingAnIssuer(boolean critical) {
    return TestCrl.of(CA)
        .revoking(
            LEAF,
            Extension.certificateIssuer,
            critical,
            new GeneralNames(new GeneralName(new X500Name("CN=other"))));
  }

  @Test
  void looksEntriesUpInsteadOfScanningThem() {
    CountingCrl crl = new CountingCrl(ENTRIES);
    RevocationList list = new RevocationList(crl, "a test");
    assertThat(crl.questions()).isEqualTo(1);
    assertThat(crl.entriesVisited()).isEqualTo(ENTRIES);
    assertThat(crl.serialNumbersRead()).isEqualTo(ENTRIES);

    for (int i = 1; i <= ENTRIES; i++) {
      assertThat(list.entry(BigInteger.valueOf(i))).isPresent();
      assertThat(list.entry(BigInteger.valueOf(-i))).isEmpty();
    }
    assertThat(list.hasCriticalEntryExtension()).isFalse();
    assertThat(list.hasEntriesOfOtherIssuers()).isFalse();

    assertThat(crl.questions()).isEqualTo(1);
    assertThat(crl.entriesVisited()).isEqualTo(ENTRIES);
    assertThat(crl.serialNumbersRead()).isEqualTo(ENTRIES);
  }

  @Test
  void saysWhoseListItIsAndWhereItWasRead() {
    RevocationList list = list(TestCrl.of(CA));

    assertThat(list.source()).isEqualTo("a test");
    assertThat(list.issuer()).isEqualTo(CA.certificate().getSubjectX500Principal());
    assertThat(list).hasToString("the list of CN=ca in a test");
  }

  @Test
  void saysFromWhenToWhenItIsCurrent() {
    Instant from = Instant.parse("2026-11-20T10:11:12Z");
    Instant to = Instant.parse("2026-11-27T10:11:12Z");

    RevocationList list = list(TestCrl.of(CA).valid(from, to));

    assertThat(list.thisUpdate()).isEqualTo(from);
    assertThat(list.nextUpdate()).contains(to);
    assertThat(list(TestCrl.of(CA).valid(from, null)).nextUpdate()).isEmpty();
  }

  @Test
  void noticesACriticalExtensionOfAnEntry() {
    RevocationList list =
        list(TestCrl.of(CA).revoking(LEAF, UNKNOWN, true, DERNull.INSTANCE).revoking(CA));

    assertThat(list.hasCriticalEntryExtension()).isTrue();
    assertThat(list.hasEntriesOfOtherIssuers()).isFalse();
    assertThat(list.entry(LEAF.certificate().getSerialNumber())).isPresent();
  }

  @Test
  void takesNoOffenceAtExtensionsOfAnEntryThatAreNotCritical() {
    RevocationList list =
        list(
            TestCrl.of(CA)
                .revoking(CA, CRLReason.keyCompromise)
                .revoking(LEAF, UNKNOWN, false, DERNull.INSTANCE));

    assertThat(list.hasCriticalEntryExtension()).isFalse();
    assertThat(list.hasEntriesOfOtherIssuers()).isFalse();
  }

  @Test
  void noticesAnEntryThatNamesItsIssuer() {
    for (boolean critical : new boolean[] {true, false}) {
      RevocationList list = list(namingAnIssuer(critical).revoking(CA, CRLReason.superseded));

      assertThat(list.hasEntriesOfOtherIssuers()).isTrue();
      assertThat(list.hasCriticalEntryExtension()).isFalse();
    }
  }

  @Test
  void remembersTheCriticalExtensionOfAnyOfItsEntries() {
    RevocationList list =
        list(
            namingAnIssuer(true)
                .revoking(
                    CA, Extension.invalidityDate, true, new ASN1GeneralizedTime("20261120101112Z"))
                .revoking(TestCertificate.leaf("third").issuedBy(CA), CRLReason.superseded));

    assertThat(list.hasEntriesOfOtherIssuers()).isTrue();
    assertThat(list.hasCriticalEntryExtension()).isTrue();
  }

  @Test
  void hasNoEntryIfNothingIsRevoked() {
    RevocationList list = list(TestCrl.of(CA));

    assertThat(list.entry(LEAF.certificate().getSerialNumber())).isEmpty();
    assertThat(list.hasCriticalEntryExtension()).isFalse();
    assertThat(list.hasEntriesOfOtherIssuers()).isFalse();
  }
}
