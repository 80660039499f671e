package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyPairCheckTest {
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
  @Timeout(10)
  void computesNothingWithNumbersOfAnyLength() throws Exception {
    KeyPair own = KeyAlgorithm.RSA_2048.newKeyPair();
    BigInteger modulus = ((RSAPublicKey) own.getPublic()).getModulus();
    BigInteger huge = BigInteger.ONE.shiftLeft(100_000).subtract(BigInteger.ONE);

    KeyPairCheck check = new KeyPairCheck(own.getPrivate());
    assertThat(check.belongsTo(new Rsa(huge, huge))).isFalse();
    assertThat(check.belongsTo(new Rsa(modulus, huge))).isFalse();
    assertThat(check.belongsTo(own.getPublic())).isTrue();
  }
}
