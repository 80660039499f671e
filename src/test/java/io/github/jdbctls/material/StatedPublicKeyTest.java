package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.StatedKeyPair;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatedPublicKeyTest {
  private static final KeyPair PAIR = KeyAlgorithm.EC_P256.newKeyPair();
  private static final KeyPair OTHER = KeyAlgorithm.EC_P256.newKeyPair();

  /** A key of a provider that encodes as it likes, or not at all. */
  private static class Foreign implements ECPrivateKey {
    private static final long serialVersionUID = 1L;

    private final ECPrivateKey key;
    private final byte @Nullable [] encoded;

    Foreign(ECPrivateKey key, byte @Nullable [] encoded) {
      this.key = key;
      this.encoded = encoded;
    }

    @Override
    public BigInteger getS() {
      return key.getS();
    }

    @Override
    public ECParameterSpec getParams() {
      return key.getParams();
    }

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return encoded;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "EC_P521"})
  void tellsThePublicKeyThatIsStatedFromOthers(KeyAlgorithm algorithm) {
    KeyPair pair = StatedKeyPair.of(algorithm.newKeyPair());

    assertThat(StatedPublicKey.is(pair.getPublic(), pair.getPrivate())).isTrue();
    assertThat(StatedPublicKey.is(algorithm.newKeyPair().getPublic(), pair.getPrivate())).isFalse();
  }

  @Test
  void knowsNothingOfAKeyThatStatesNone() {
    assertThat(StatedPublicKey.is(PAIR.getPublic(), bare())).isFalse();
    assertThat(StatedPublicKey.is(PAIR.getPublic(), new Foreign(bare(), null))).isFalse();
    for (byte[] encoded : new byte[][] {{}, {0x30, 0}, {0x30, 9, 2}, {1, 2, 3}}) {
      assertThat(StatedPublicKey.is(PAIR.getPublic(), new Foreign(bare(), encoded))).isFalse();
    }
  }

  @Test
  void knowsNothingOfAKeyThatDoesNotLeaveItsProvider() {
    Foreign guarded =
        new Foreign(bare(), null) {
          private static final long serialVersionUID = 1L;

          @Override
          public byte[] getEncoded() {
            throw new UnsupportedOperationException("it stays where it is");
          }
        };

    assertThat(StatedPublicKey.is(PAIR.getPublic(), guarded)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "ED25519"})
  void knowsNothingOfOtherKinds(KeyAlgorithm algorithm) {
    KeyPair pair = algorithm.newKeyPair();
    PrivateKey stating = StatedKeyPair.of(PAIR).getPrivate();

    assertThat(StatedPublicKey.is(pair.getPublic(), pair.getPrivate())).isFalse();
    assertThat(StatedPublicKey.is(pair.getPublic(), stating)).isFalse();
    assertThat(StatedPublicKey.is(PAIR.getPublic(), pair.getPrivate())).isFalse();
  }

  @Test
  void leavesTheKeysOwnBytesAsTheyAre() {
    byte[] encoded = StatedKeyPair.of(PAIR).getPrivate().getEncoded();

    assertThat(StatedPublicKey.is(PAIR.getPublic(), new Foreign(bare(), encoded))).isTrue();
    assertThat(encoded).isEqualTo(StatedKeyPair.of(PAIR).getPrivate().getEncoded());
  }

  @Test
  void theSignatureDecidesWhereAnotherOneIsStated() throws Exception {
    PrivateKey odd = StatedKeyPair.stating(OTHER.getPublic(), bare());

    assertThat(KeyPairCheck.belongTogether(odd, PAIR.getPublic())).isTrue();
  }

  @Test
  void whatIsStatedIsBelievedAsByOpenssl() throws Exception {
    PrivateKey odd = StatedKeyPair.stating(OTHER.getPublic(), bare());

    assertThat(KeyPairCheck.belongTogether(odd, OTHER.getPublic())).isTrue();
  }

  private static ECPrivateKey bare() {
    return (ECPrivateKey) PAIR.getPrivate();
  }
}
