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

    assertThat(StatedPublicKey.is(pair.getPublic(), pair.getPrivate())).contains(true);
    assertThat(StatedPublicKey.is(algorithm.newKeyPair().getPublic(), pair.getPrivate()))
        .contains(false);
  }

  @Test
  void knowsNothingOfAKeyThatStatesNone() {
    assertThat(StatedPublicKey.is(PAIR.getPublic(), bare())).isEmpty();
    assertThat(StatedPublicKey.is(PAIR.getPublic(), new Foreign(bare(), null))).isEmpty();
    for (byte[] encoded : new byte[][] {{}, {0x30, 0}, {0x30, 9, 2}, {1, 2, 3}}) {
      assertThat(StatedPublicKey.is(PAIR.getPublic(), new Foreign(bare(), encoded))).isEmpty();
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

    assertThat(StatedPublicKey.is(PAIR.getPublic(), guarded)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "ED25519"})
  void knowsNothingOfOtherKinds(KeyAlgorithm algorithm) {
    KeyPair pair = algorithm.newKeyPair();
    PrivateKey stating = StatedKeyPair.of(PAIR).getPrivate();

    assertThat(StatedPublicKey.is(pair.getPublic(), pair.getPrivate())).isEmpty();
    assertThat(StatedPublicKey.is(pair.getPublic(), stating)).isEmpty();
    assertThat(StatedPublicKey.is(PAIR.getPublic(), pair.getPrivate())).isEmpty();
  }

  /** The same point, or another one, in a form or a length that cannot be compared. */
  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P521"})
  void knowsNothingOfAPointThatIsWrittenOtherwise(KeyAlgorithm algorithm) throws Exception {
    KeyPair pair = StatedKeyPair.of(algorithm.newKeyPair());
    byte[] encoded = pair.getPrivate().getEncoded();
    Der point = Der.of(encoded).child(2).wrapped().children().get(2).child(0);
    int form = encoded.length - point.encoded().length + (point.encoded()[1] < 0 ? 4 : 3);
    assertThat(encoded[form]).isEqualTo((byte) 4);

    for (int hybrid : new int[] {2, 3, 6, 7}) {
      byte[] other = encoded.clone();
      other[form] = (byte) hybrid;
      assertThat(StatedPublicKey.is(pair.getPublic(), new Foreign(bare(), other))).isEmpty();
    }
    byte[] unused = encoded.clone();
    unused[form - 1] = 1;
    assertThat(StatedPublicKey.is(pair.getPublic(), new Foreign(bare(), unused))).isEmpty();
    byte[] last = encoded.clone();
    last[last.length - 1] ^= 1;
    assertThat(StatedPublicKey.is(pair.getPublic(), new Foreign(bare(), last))).contains(false);
    byte[] first = encoded.clone();
    first[form + 1] ^= 1;
    assertThat(StatedPublicKey.is(pair.getPublic(), new Foreign(bare(), first))).contains(false);
  }

  @Test
  void leavesTheKeysOwnBytesAsTheyAre() {
    byte[] encoded = StatedKeyPair.of(PAIR).getPrivate().getEncoded();

    assertThat(StatedPublicKey.is(PAIR.getPublic(), new Foreign(bare(), encoded))).contains(true);
    assertThat(encoded).isEqualTo(StatedKeyPair.of(PAIR).getPrivate().getEncoded());
  }

  @Test
  void aKeyDoesNotBelongToItsOwnPublicKeyWhereItStatesAnother() throws Exception {
    PrivateKey odd = StatedKeyPair.stating(OTHER.getPublic(), bare());

    assertThat(KeyPairCheck.belongTogether(odd, PAIR.getPublic())).isFalse();
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
