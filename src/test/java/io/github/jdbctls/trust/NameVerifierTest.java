package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** libpq's cases 36 to 68 and 200 to 212, with the deviations that are on purpose. */
class NameVerifierTest {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:*-]+");
  private static final String N0 = "common-name.pg-ssltest.test";
  private static final String D1 = "dns1.alt-name.pg-ssltest.test";
  private static final String D2 = "dns2.alt-name.pg-ssltest.test";
  private static final String DS = "single.alt-name.pg-ssltest.test";

  private static final Names IP_CN_ONLY = cn("192.0.2.1");
  private static final Names IP_IN_DNSNAME = names(dns("192.0.2.1"));
  private static final Names MULTIPLE = names(dns(D1), dns(D2), dns("*.wildcard.pg-ssltest.test"));
  private static final Names SINGLE = names(dns(DS));
  private static final Names IP_NAMES = names(ip("192.0.2.1"), ip("2001:db8::1"));
  private static final Names CN_AND_NAMES = cn(N0, dns(D1), dns(D2));
  private static final Names CN_AND_IP_NAMES = cn(N0, ip("192.0.2.1"), ip("2001:db8::1"));
  private static final Names IP_CN_AND_NAMES = cn("192.0.2.1", ip("192.0.2.2"), ip("2001:db8::1"));
  private static final Names IP_CN_AND_DNS_NAMES = cn("192.0.2.1", dns(D1), dns(D2));
  private static final Names NO_NAMES = names();

  static final List<Row> ROWS =
      List.of(
          match(36, IP_CN_ONLY, "192.0.2.1"),
          wrong(37, IP_CN_ONLY, "192.000.002.001"),
          match(38, IP_IN_DNSNAME, "192.0.2.1"),
          match(39, MULTIPLE, D1),
          match(40, MULTIPLE, D2),
          match(41, MULTIPLE, "foo.wildcard.pg-ssltest.test"),
          wrong(42, MULTIPLE, "wronghost.alt-name.pg-ssltest.test"),
          wrong(43, MULTIPLE, "deep.subdomain.wildcard.pg-ssltest.test"),
          match(44, SINGLE, DS),
          wrong(45, SINGLE, "wronghost.alt-name.pg-ssltest.test"),
          wrong(46, SINGLE, "deep.subdomain.wildcard.pg-ssltest.test"),
          match(47, IP_NAMES, "192.0.2.1"),
          match(48, IP_NAMES, "192.000.002.001"),
          wrong(49, IP_NAMES, "192.0.2.2"),
          match(50, IP_NAMES, "2001:DB8::1"),
          match(50, IP_NAMES, "[2001:DB8::1]"),
          match(51, IP_NAMES, "2001:db8:0:0:0:0:0:1"),
          match(52, IP_NAMES, "2001:db8::0.0.0.1"),
          wrong(53, IP_NAMES, "::1"),
          wrong(54, IP_NAMES, "2001:DB8::1/128"),
          match(55, CN_AND_NAMES, D1),
          match(56, CN_AND_NAMES, D2),
          wrong(57, CN_AND_NAMES, N0),
          match(58, CN_AND_IP_NAMES, N0),
          match(59, CN_AND_IP_NAMES, "192.0.2.1"),
          match(60, CN_AND_IP_NAMES, "2001:db8::1"),
          match(61, IP_CN_AND_NAMES, "192.0.2.2"),
          match(62, IP_CN_AND_NAMES, "2001:db8::1"),
          wrong(63, IP_CN_AND_NAMES, "192.0.2.1"),
          match(64, IP_CN_AND_DNS_NAMES, "192.0.2.1"),
          match(65, IP_CN_AND_DNS_NAMES, D1),
          match(66, IP_CN_AND_DNS_NAMES, D2),
          wrong(68, NO_NAMES, N0),
          match(200, cn("*.ex.test"), "a.ex.test"),
          match(200, cn("*.ex.test"), "A.EX.TEST"),
          match(200, cn("*.ex.test"), "*.ex.test"),
          wrong(200, cn("*.ex.test"), "ex.test"),
          wrong(200, cn("*.ex.test"), ".ex.test"),
          match(200, cn("*.ex.test"), "a.ex.test."), // on purpose: a trailing dot is ignored
          wrong(201, names(dns("*")), "localhost"),
          wrong(201, names(dns("*.test")), "ex.test"), // on purpose: no whole top-level domain
          wrong(201, names(dns("*.test")), "a.ex.test"),
          wrong(201, names(dns("*.test.")), "ex.test"),
          wrong(202, names(dns("f*.ex.test")), "foo.ex.test"),
          wrong(202, names(dns("*o.ex.test")), "foo.ex.test"),
          wrong(202, names(dns("a.*.test")), "a.ex.test"),
          wrong(203, names(dns("*.0.0.1")), "127.0.0.1"), // on purpose: no pattern for addresses
          wrong(203, cn("*.0.0.1"), "127.0.0.1"),
          wrong(204, names(dns("*.*.test")), "a.b.test"),
          match(204, names(dns("a.*.test")), "a.*.test"),
          match(205, names(dns("ex.test.")), "ex.test"), // on purpose
          match(205, names(dns("ex.test.")), "ex.test."),
          wrong(205, names(dns("ex.test..")), "ex.test"),
          match(206, names(ip("127.0.0.1")), "127.1"),
          match(206, names(ip("127.0.0.1")), "0x7f000001"),
          match(206, names(ip("127.0.0.1")), "2130706433"),
          wrong(206, names(ip("127.0.0.1")), "::ffff:127.0.0.1"),
          wrong(206, names(ipBytes(mapped())), "127.0.0.1"),
          match(206, names(ipBytes(mapped())), "::ffff:127.0.0.1"),
          match(
              207,
              cn("ex.test", name(GeneralName.uniformResourceIdentifier, "x://y"), email("a@b")),
              "ex.test"),
          match(208, subject("CN=first.test,O=x,CN=second.test"), "first.test"),
          wrong(208, subject("CN=first.test,O=x,CN=second.test"), "second.test"),
          wrong(209, cn("ex.test", ip("127.0.0.1"), dns("a.test")), "ex.test"),
          wrong(210, cn("127.0.0.1", dns("a.test")), "127.0.0.2"),
          malformed(211, names(dns("a.test\0.evil.test")), "a.test"),
          malformed(211, names(dns("a.test"), dns("b.test\0.evil.test")), "a.test"),
          malformed(211, names(dns("a.test"), email("a\0@b")), "a.test"),
          malformed(211, names(dns("\0a.test"), dns("a.test")), "a.test"),
          malformed(211, cn("a.test\0.evil.test"), "a.test"),
          malformed(211, cn("\\00a.test"), "a.test"),
          match(211, cn("x\0.evil.test", dns("a.test")), "a.test"),
          malformed(212, cn("a.test", ipBytes(new byte[5])), "a.test"),
          malformed(212, names(dns("a.test"), ipBytes(new byte[8])), "a.test"),
          malformed(212, names(dns("a.test"), ipBytes(new byte[0])), "a.test"),
          // Not in libpq's table: what an attacker would try next.
          wrong(0, names(dns("\u212Aelvin.test")), "kelvin.test"),
          wrong(0, names(dns("kelvin.test")), "\u212Aelvin.test"),
          wrong(0, names(dns("a.test")), ""),
          wrong(0, names(dns("")), ""),
          wrong(0, names(dns("")), "."),
          wrong(0, names(dns("a.test")), "a.test\0"),
          wrong(0, names(dns("a.test ")), "a.test"),
          wrong(0, names(dns("*..test")), "a..test"),
          wrong(0, names(dns("*.")), "a."),
          wrong(0, names(dns("*.test..")), "a.test.."),
          wrong(0, names(dns(".")), "."),
          match(0, names(dns("az.test")), "AZ.TEST"),
          wrong(0, names(dns("[.test")), "{.test"),
          wrong(0, names(dns("@.test")), "`.test"),
          wrong(0, names(dns("*.b.test")), "a.c.b.test"),
          wrong(0, names(ip("192.0.2.1")), "192.0.2.1.example.test"),
          wrong(0, names(ipBytes(new byte[] {49, 46, 49, 49})), "1.11"),
          wrong(0, names(email("a.test")), "a.test"),
          match(0, names(dns("DB_1.Example.TEST")), "db_1.example.test"),
          match(0, names(dns("*.xn--mnchen-3ya.test")), "db.xn--mnchen-3ya.test"));

  private record Names(String subject, List<GeneralName> alternatives) {}

  private record Row(int number, Names names, String host, @Nullable TlsFailure expected) {
    @Override
    public String toString() {
      return "#%d %s %s: \"%s\" is %s"
          .formatted(
              number,
              names.subject(),
              names.alternatives(),
              host,
              expected == null ? "accepted" : expected);
    }
  }

  @Test
  void knowsEveryCharacterOfHosts() {
    assertThat(NameVerifier.isHost("")).isFalse();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      for (String text : List.of("" + (char) c, "a" + (char) c, (char) c + "9")) {
        assertThat(NameVerifier.isHost(text))
            .as("U+%04X", c)
            .isEqualTo(HOST.matcher(text).matches());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("ROWS")
  void decidesAsLibpqDoesOrStricter(Row row) {
    assertThat(refusal(row.names(), row.host()).map(Problem::failure))
        .isEqualTo(Optional.ofNullable(row.expected()));
  }

  @Test
  void saysWhatWasFoundAndWhatWasLookedFor() {
    Names names = cn("x.test", dns("dns1.example.com"), dns("dns2.example.com"), ip("192.0.2.1"));

    assertThat(refusal(names, "db.example.com"))
        .get()
        .satisfies(
            p -> {
              assertThat(p.found())
                  .isEqualTo(
                      "server certificate is for dns1.example.com, dns2.example.com, 192.0.2.1"
                          + " (alternative names), not for \"db.example.com\"");
              assertThat(p.remedy()).contains("hostaddr");
            });
    assertThat(refusal(cn("a.test", ip("192.0.2.1")), "b.test").map(Problem::found))
        .hasValue(
            "server certificate is for 192.0.2.1 (alternative names) and a.test (common name),"
                + " not for \"b.test\"");
    assertThat(refusal(NO_NAMES, "b.test").map(Problem::found))
        .hasValue("server certificate is for no host, not for \"b.test\"");
  }

  @Test
  void refusesACertificateThatCannotBeRead() {
    TestCertificateBuilder leaf =
        TestCertificate.leaf("a.test")
            .with(Extension.subjectAlternativeName, false, new DEROctetString(new byte[1]));

    assertThat(NameVerifier.refusal("a.test", leaf.selfSigned().certificate()))
        .get()
        .satisfies(
            p -> {
              assertThat(p.failure()).isEqualTo(TlsFailure.MALFORMED_CERTIFICATE);
              assertThat(p.found()).startsWith("the certificate of \"CN=a.test\" cannot be read");
              assertThat(p.cause()).isInstanceOf(MalformedException.class);
            });
  }

  @Test
  void showsNoMoreThanTwentyNamesAndNothingThatATerminalObeys() {
    GeneralName[] many =
        Stream.iterate(0, i -> i < 30, i -> i + 1)
            .map(i -> dns("n" + i + "\n\u001b[2J.test"))
            .toArray(GeneralName[]::new);

    assertThat(refusal(names(many), "b.test").map(Problem::found))
        .get()
        .asString()
        .contains("n19??[2J.test and 10 more (alternative names)")
        .doesNotContain("\n", "\u001b", "n20");
  }

  private static Optional<Problem> refusal(Names names, String host) {
    TestCertificateBuilder leaf = TestCertificate.leaf("x").subject(names.subject());
    names.alternatives().forEach(leaf::alternativeName);
    return NameVerifier.refusal(host, leaf.selfSigned().certificate());
  }

  private static Row match(int number, Names names, String host) {
    return new Row(number, names, host, null);
  }

  private static Row wrong(int number, Names names, String host) {
    return new Row(number, names, host, TlsFailure.WRONG_NAME);
  }

  private static Row malformed(int number, Names names, String host) {
    return new Row(number, names, host, TlsFailure.MALFORMED_CERTIFICATE);
  }

  private static Names names(GeneralName... alternatives) {
    return new Names("OU=no common name", List.of(alternatives));
  }

  private static Names cn(String commonName, GeneralName... alternatives) {
    return new Names("CN=" + commonName, List.of(alternatives));
  }

  private static Names subject(String subject) {
    return new Names(subject, List.of());
  }

  private static GeneralName name(int tag, String text) {
    return new GeneralName(tag, text);
  }

  private static GeneralName dns(String text) {
    return name(GeneralName.dNSName, text);
  }

  private static GeneralName email(String text) {
    return name(GeneralName.rfc822Name, text);
  }

  private static GeneralName ip(String address) {
    return name(GeneralName.iPAddress, address);
  }

  private static GeneralName ipBytes(byte[] bytes) {
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(bytes));
  }

  private static byte[] mapped() {
    byte[] bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    bytes[12] = 127;
    bytes[15] = 1;
    return bytes;
  }
}
