package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.pki.KeyAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyPairCheckTest {
  private static final PSSParameterSpec SHA384 =
      new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1);

  /** A key of RSA of any size, which no provider would make. */
  private record Rsa(BigInteger modulus, BigInteger exponent) implements RSAPublicKey {
    @Override
    public BigInteger getModulus() {
      return modulus;
    }

    @Override
    public BigInteger getPublicExponent() {
      return exponent;
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return "";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DSA_2048")
  void tellsItsOwnPublicKeyFromOthers(KeyAlgorithm algorithm) throws Exception {
    KeyPair own = algorithm.newKeyPair();
    KeyPairCheck check = new KeyPairCheck(own.getPrivate());

    assertThat(check.belongsTo(algorithm.newKeyPair().getPublic())).isFalse();
    for (KeyAlgorithm other : new KeyAlgorithm[] {KeyAlgorithm.EC_P384, KeyAlgorithm.ED25519}) {
      assertThat(check.belongsTo(other.newKeyPair().getPublic())).isFalse();
    }
    assertThat(check.belongsTo(own.getPublic())).isTrue();
    assertThat(check.belongsTo(own.getPublic())).isTrue();
  }

  @Test
  @Timeout(120)
  void computesNothingWithNumbersOfAnyLength() throws Exception {
    KeyPair own = KeyAlgorithm.RSA_2048.newKeyPair();
    BigInteger modulus = ((RSAPublicKey) own.getPublic()).getModulus();
    BigInteger huge = BigInteger.ONE.shiftLeft(100_000).subtract(BigInteger.ONE);

    KeyPairCheck check = new KeyPairCheck(own.getPrivate());
    assertThat(check.belongsTo(new Rsa(huge, huge))).isFalse();
    assertThat(check.belongsTo(new Rsa(modulus, huge))).isFalse();
    assertThat(check.belongsTo(own.getPublic())).isTrue();
  }

  private static final KeyPair RSA = KeyAlgorithm.RSA_1024.newKeyPair();
  private static final RSAPublicKey PUBLIC = (RSAPublicKey) RSA.getPublic();
  private static final KeyPair PSS = newPss();

  /** Keys that are for one hash only. */
  private static KeyPair newPss() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSASSA-PSS");
      keys.initialize(new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4, SHA384));
      return keys.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key that tells no number, as one of a hardware module. */
  private record Mute(String algorithm) implements PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return algorithm;
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  /** A key of RSA that counts how often it is used. */
  private record Counted(RSAPrivateKey key, String algorithm, AtomicInteger uses)
      implements RSAPrivateKey {
    private static final long serialVersionUID = 1L;

    Counted(KeyPair pair, String algorithm) {
      this((RSAPrivateKey) pair.getPrivate(), algorithm, new AtomicInteger());
    }

    @Override
    public BigInteger getModulus() {
      return key.getModulus();
    }

    @Override
    public BigInteger getPrivateExponent() {
      uses.incrementAndGet();
      return key.getPrivateExponent();
    }

    @Override
    public String getAlgorithm() {
      return algorithm;
    }

    @Override
    public String getFormat() {
      return "";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }

  @Test
  void tellsAPairFromTwoKeysThatAreNone() throws Exception {
    PublicKey other = KeyAlgorithm.EC_P256.newKeyPair().getPublic();
    KeyPair own = KeyAlgorithm.EC_P256.newKeyPair();

    assertThat(KeyPairCheck.belongTogether(own.getPrivate(), own.getPublic())).isTrue();
    assertThat(KeyPairCheck.belongTogether(own.getPrivate(), other)).isFalse();
    assertThat(KeyPairCheck.belongTogether(own.getPrivate(), PUBLIC)).isFalse();
  }

  @Test
  void knowsAKeyThatIsInconsistentAndComputesNothingMoreWithIt() throws Exception {
    BigInteger exponent = ((RSAPrivateKey) RSA.getPrivate()).getPrivateExponent();
    PrivateKey wrong =
        KeyFactory.getInstance("RSA")
            .generatePrivate(
                new RSAPrivateKeySpec(PUBLIC.getModulus(), exponent.add(BigInteger.TWO)));
    KeyPairCheck check = new KeyPairCheck(wrong);

    assertThat(check.cost(PUBLIC)).isGreaterThan(1);
    assertThat(check.belongsTo(PUBLIC)).isFalse();
    assertThat(check.cost(PUBLIC)).isEqualTo(1);
    assertThat(check.belongsTo(PUBLIC)).isFalse();
  }

  @Test
  void signsOnlyOnce() throws Exception {
    Counted key = new Counted(RSA, "RSA");
    KeyPairCheck check = new KeyPairCheck(key);
    assertThat(check.belongsTo(PUBLIC)).isTrue();
    int uses = key.uses().get();

    assertThat(check.belongsTo(PUBLIC)).isTrue();
    assertThat(uses).isPositive();
    assertThat(key.uses()).hasValue(uses);
  }

  @Test
  void triesAKeyThatCannotSignOnlyOnce() {
    KeyPairCheck check = new KeyPairCheck(new Mute("RSA"));
    long cost = check.cost(PUBLIC);
    GeneralSecurityException first =
        catchThrowableOfType(GeneralSecurityException.class, () -> check.belongsTo(PUBLIC));

    assertThat(first).isNotNull();
    assertThat(check.cost(PUBLIC)).isEqualTo(cost / 50);
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> check.belongsTo(PUBLIC))
        .havingCause()
        .isSameAs(first);
  }

  /** 16384 bits are the most. */
  @ParameterizedTest
  @CsvSource({
    "16383, 17, true",
    "16384, 17, true",
    "16385, 17, false",
    "1024, 1023, true",
    "1024, 1024, true",
    "1024, 1025, false"
  })
  void comparesKeysOfRsaUpToTheLargestOnes(int bits, int exponentBits, boolean compared) {
    PublicKey key = new Rsa(HostileFile.number(bits), HostileFile.number(exponentBits));

    long cost = new KeyPairCheck(new Mute("RSA")).cost(key);

    long signature = (long) bits * bits * bits / 4_000_000;
    assertThat(cost).isEqualTo(compared ? signature : 1);
  }

  @Test
  void comparesKeysOfRsaWithTheSameModulusOnly() {
    KeyPairCheck check = new KeyPairCheck(RSA.getPrivate());
    BigInteger exponent = PUBLIC.getPublicExponent();

    assertThat(check.cost(PUBLIC)).isGreaterThan(1);
    assertThat(check.cost(new Rsa(PUBLIC.getModulus().add(BigInteger.TWO), exponent))).isOne();
  }

  @Test
  void comparesKeysOfOneKindAndCurveOnly() {
    PublicKey p256 = KeyAlgorithm.EC_P256.newKeyPair().getPublic();
    PublicKey p384 = KeyAlgorithm.EC_P384.newKeyPair().getPublic();
    PublicKey ed25519 = KeyAlgorithm.ED25519.newKeyPair().getPublic();
    PrivateKey key = KeyAlgorithm.EC_P256.newKeyPair().getPrivate();

    assertThat(new KeyPairCheck(key).cost(p256)).isEqualTo(3000);
    assertThat(new KeyPairCheck(key).cost(p384)).isOne();
    assertThat(new KeyPairCheck(key).cost(ed25519)).isOne();
    assertThat(new KeyPairCheck(new Mute("EC")).cost(p384)).isEqualTo(3000);
    assertThat(new KeyPairCheck(new Mute("Ed25519")).cost(ed25519)).isEqualTo(3000);
    assertThat(new KeyPairCheck(new Mute("EdDSA")).cost(ed25519)).isEqualTo(3000);
    assertThat(new KeyPairCheck(new Mute("EdDSA")).cost(p256)).isOne();
  }

  @Test
  void signsAsTheParametersOfEitherKeyDemand() throws Exception {
    PublicKey free =
        KeyFactory.getInstance("RSASSA-PSS")
            .generatePublic(
                new RSAPublicKeySpec(
                    ((RSAPublicKey) PSS.getPublic()).getModulus(), RSAKeyGenParameterSpec.F4));

    for (PrivateKey key : List.of(PSS.getPrivate(), new Counted(PSS, "RSASSA-PSS"))) {
      assertThat(KeyPairCheck.belongTogether(key, PSS.getPublic())).isTrue();
      assertThat(KeyPairCheck.belongTogether(key, free)).isTrue();
    }
  }

  /** Each public key can demand other parameters. */
  @Test
  void signsAnewForEachKeyOfPss() throws Exception {
    Counted key = new Counted(PSS, "RSASSA-PSS");
    KeyPairCheck check = new KeyPairCheck(key);
    long cost = check.cost(PSS.getPublic());
    assertThat(check.belongsTo(PSS.getPublic())).isTrue();
    int uses = key.uses().get();

    assertThat(check.cost(PSS.getPublic())).isEqualTo(cost);
    assertThat(check.belongsTo(PSS.getPublic())).isTrue();
    assertThat(key.uses().get()).isGreaterThan(uses);
  }
}
