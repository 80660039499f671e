package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyEncryptionTest {
  private static final String PBES2 = "1.2.840.113549.1.5.13";
  private static final String PBKDF2 = "1.2.840.113549.1.5.12";
  private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";
  private static final String AES_128_CBC = "2.16.840.1.101.3.4.1.2";
  private static final String AES_256_CBC = "2.16.840.1.101.3.4.1.42";
  private static final String AES_256_GCM = "2.16.840.1.101.3.4.1.46";
  private static final long MEBIBYTE_OF_BLOCKS = 8192;

  @ParameterizedTest
  @CsvSource({
    AES_128_CBC + ", true",
    AES_256_CBC + ", true",
    "2.16.840.1.101.3.4.1.22, false",
    AES_256_GCM + ", false",
    "1.2.840.113549.3.7, false"
  })
  void leavesAesInCbcModeOfPbes2ToTheJdk(String cipher, boolean readByJdk) throws IOException {
    assertThat(of(PBES2, pbkdf2(2048), algorithm(cipher)))
        .isEqualTo(new KeyEncryption(readByJdk, 2048, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.840.113549.1.12.1.1, true",
    "1.2.840.113549.1.12.1.2, true",
    "1.2.840.113549.1.12.1.3, true",
    "1.2.840.113549.1.12.1.4, false",
    "1.2.840.113549.1.12.1.5, true",
    "1.2.840.113549.1.12.1.6, true",
    "1.2.840.113549.1.5.3, false"
  })
  void leavesTheSchemesOfPkcs12ToTheJdk(String scheme, boolean readByJdk) throws IOException {
    assertThat(of(scheme, salt(), integer(1000)))
        .isEqualTo(new KeyEncryption(readByJdk, 1000, Optional.empty()));
  }

  static Stream<BigInteger> countsOutOfBounds() {
    return Stream.of(
        BigInteger.valueOf(-1),
        BigInteger.ZERO,
        BigInteger.valueOf(10_000_001),
        BigInteger.valueOf(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("countsOutOfBounds")
  void refusesACountOutOfBounds(BigInteger count) throws IOException {
    Optional<String> expected = Optional.of(count + " iterations (at most 10000000)");

    assertThat(of(PBES2, pbkdf2(integer(count)), algorithm(AES_256_CBC)))
        .isEqualTo(new KeyEncryption(false, 0, expected));
    assertThat(of("1.2.840.113549.1.12.1.3", salt(), integer(count)))
        .isEqualTo(new KeyEncryption(false, 0, expected));
  }

  @Test
  void takesTheCountsAtTheBounds() throws IOException {
    assertThat(of(PBES2, pbkdf2(1), algorithm(AES_256_CBC)).iterations()).isEqualTo(1);
    assertThat(of(PBES2, pbkdf2(10_000_000), algorithm(AES_256_CBC)))
        .isEqualTo(new KeyEncryption(true, 10_000_000, Optional.empty()));
  }

  @Test
  void writesNoNumberOfAnyLength() throws IOException {
    BigInteger most = BigInteger.TWO.pow(63).subtract(BigInteger.ONE);

    assertThat(excess(pbkdf2(integer(most))))
        .isEqualTo("9223372036854775807 iterations (at most 10000000)");
    assertThat(excess(pbkdf2(integer(most.add(BigInteger.ONE)))))
        .isEqualTo("a number of more than 64 bits iterations (at most 10000000)");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "32, true", "64, true", "65, false", "0, false", "-1, false"})
  void boundsTheLengthOfAKeyOfPbkdf2(long length, boolean within) throws IOException {
    KeyEncryption encryption =
        of(PBES2, pbkdf2(integer(2048), integer(length)), algorithm(AES_256_CBC));

    assertThat(encryption)
        .isEqualTo(
            within
                ? new KeyEncryption(true, 2048, Optional.empty())
                : new KeyEncryption(false, 0, Optional.of("a derived key longer than 64 bytes")));
  }

  @Test
  void refusesAKeyLengthOfNoBytes() throws IOException {
    byte[] damaged = {Der.INTEGER, 0};
    byte[] values =
        Der.encode(
            Der.SEQUENCE,
            new DEROctetString(new byte[8]).getEncoded(),
            new ASN1Integer(2048).getEncoded(),
            damaged);
    byte[] derivation =
        Der.encode(Der.SEQUENCE, new ASN1ObjectIdentifier(PBKDF2).getEncoded(), values);

    assertThat(KeyEncryption.ofDerivation(Der.of(derivation), true))
        .isEqualTo(new KeyEncryption(false, 0, Optional.of("a derived key of no length")));
  }

  @ParameterizedTest
  @CsvSource({
    // N, r, p, and a quarter of the blocks
    "16384, 8, 1, 32768",
    "2, 1, 1, 0",
    "4, 1, 1, 1",
    "16384, 8, 16, 524288",
    "262144, 8, 1, 524288"
  })
  void countsTheCostOfScryptInIterations(long n, long r, long p, long iterations)
      throws IOException {
    assertThat(of(PBES2, scrypt(n, r, p), algorithm(AES_256_CBC)))
        .isEqualTo(new KeyEncryption(false, iterations, Optional.empty()));
  }

  @Test
  void boundsTheMemoryOfScrypt() throws IOException {
    assertThat(of(PBES2, scrypt(256 * MEBIBYTE_OF_BLOCKS, 1, 1), algorithm(AES_256_CBC)).excess())
        .isEmpty();
    assertThat(excess(scrypt(257 * MEBIBYTE_OF_BLOCKS, 1, 1)))
        .isEqualTo("scrypt with 257 MiB (at most 256)");
    assertThat(excess(scrypt(Long.MAX_VALUE, Long.MAX_VALUE, 1)))
        .isEqualTo("scrypt with a number of more than 64 bits MiB (at most 256)");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "17", "9223372036854775807"})
  void boundsTheRunsOfScrypt(long runs) throws IOException {
    assertThat(excess(scrypt(16384, 8, runs)))
        .isEqualTo("scrypt with " + runs + " runs (at most 16)");
  }

  static Stream<List<BigInteger>> scryptOutOfRange() {
    BigInteger tooLong = BigInteger.TWO.pow(63);
    BigInteger one = BigInteger.ONE;
    return Stream.of(
        List.of(BigInteger.ZERO, one),
        List.of(one.negate(), one),
        List.of(one, BigInteger.ZERO),
        List.of(one, one.negate()),
        List.of(tooLong, one),
        List.of(one, tooLong));
  }

  @ParameterizedTest
  @MethodSource("scryptOutOfRange")
  void refusesParametersOfScryptThatAreNone(List<BigInteger> blocks) throws IOException {
    assertThat(excess(scrypt(integer(blocks.get(0)), integer(blocks.get(1)), integer(1))))
        .isEqualTo("scrypt with parameters out of range");
  }

  @Test
  void refusesAnUnknownDerivation() throws IOException {
    assertThat(excess(algorithm("1.2.3.4", salt(), integer(1))))
        .isEqualTo("an unknown key derivation");
  }

  @Test
  void refusesAHashOfPbkdf2ThatHasNoName() throws IOException {
    assertThat(excess(pbkdf2(integer(2048), new DERSequence(integer(1)))))
        .isEqualTo("PBKDF2 with a damaged hash");
  }

  @Test
  void findsThatAParameterIsMissing() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> excess(algorithm(PBKDF2, salt())))
        .withMessage("a parameter is missing");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> excess(algorithm(SCRYPT, salt(), integer(2), integer(1))))
        .withMessage("a parameter is missing");
  }

  @Test
  void readsTheSchemeOfAnEncryptedKey() throws IOException {
    byte[] key =
        new DERSequence(
                new ASN1Encodable[] {
                  algorithm(PBES2, pbkdf2(2048), algorithm(AES_256_CBC)),
                  new DEROctetString(new byte[16])
                })
            .getEncoded();

    assertThat(KeyEncryption.of(key)).isEqualTo(new KeyEncryption(true, 2048, Optional.empty()));
  }

  @Test
  void addsTheCostsOfOneFileUp() {
    DerivationBudget budget = new DerivationBudget();

    assertThat(budget.spend(cost(9_999_999))).isEmpty();
    assertThat(budget.spend(cost(2)))
        .contains("more than 10000000 iterations in all its parts together");
    assertThat(budget.spend(new KeyEncryption(false, 0, Optional.of("too much"))))
        .contains("too much");
    assertThat(budget.spend(cost(1))).isEmpty();
    assertThat(budget.spend(cost(1))).isNotEmpty();
  }

  private static KeyEncryption cost(long iterations) {
    return new KeyEncryption(true, iterations, Optional.empty());
  }

  private static String excess(ASN1Encodable derivation) throws IOException {
    return of(PBES2, derivation, algorithm(AES_256_CBC)).excess().orElseThrow();
  }

  private static KeyEncryption of(String identifier, ASN1Encodable... parameters)
      throws IOException {
    return KeyEncryption.of(Der.of(algorithm(identifier, parameters).getEncoded()));
  }

  private static ASN1Encodable pbkdf2(long count) {
    return pbkdf2(integer(count));
  }

  private static ASN1Encodable pbkdf2(ASN1Encodable... behindTheSalt) {
    List<ASN1Encodable> values = new ArrayList<>(List.of(salt()));
    values.addAll(List.of(behindTheSalt));
    return algorithm(PBKDF2, values.toArray(new ASN1Encodable[0]));
  }

  private static ASN1Encodable scrypt(long n, long r, long p) {
    return scrypt(integer(n), integer(r), integer(p));
  }

  private static ASN1Encodable scrypt(ASN1Encodable n, ASN1Encodable r, ASN1Encodable p) {
    return algorithm(SCRYPT, salt(), n, r, p);
  }

  private static DERSequence algorithm(String identifier, ASN1Encodable... parameters) {
    return new DERSequence(
        new ASN1Encodable[] {new ASN1ObjectIdentifier(identifier), new DERSequence(parameters)});
  }

  private static DEROctetString salt() {
    return new DEROctetString(new byte[8]);
  }

  private static ASN1Integer integer(long value) {
    return integer(BigInteger.valueOf(value));
  }

  private static ASN1Integer integer(BigInteger value) {
    return new ASN1Integer(value);
  }
}
