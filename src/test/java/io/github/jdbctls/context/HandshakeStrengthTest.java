package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.KeyAlgorithm;
import java.math.BigInteger;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.spec.DHPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeStrengthTest {
  private static final Set<CryptoPrimitive> AGREEMENT = EnumSet.of(CryptoPrimitive.KEY_AGREEMENT);
  private static final Set<CryptoPrimitive> SIGNATURE = EnumSet.of(CryptoPrimitive.SIGNATURE);

  private final HandshakeStrength strength = new HandshakeStrength(null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa_pkcs1_sha256",
        "ecdsa_secp256r1_sha256",
        "ed25519",
        "rsa_pss_rsae_sha512",
        "ecdsa_sha224",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "secp256r1",
        "TLSv1.2"
      })
  void leavesNamesToTheJvm(String name) {
    assertThat(strength.permits(SIGNATURE, name, null)).isTrue();
    assertThat(strength.permits(SIGNATURE, name, rsa(), null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1024, false", "1536, false", "2047, false", "2048, true", "3072, true"})
  void permitsKeysOfAFieldByItsSize(int bits, boolean permitted) throws Exception {
    BigInteger p = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
    PublicKey key =
        KeyFactory.getInstance("DH")
            .generatePublic(new DHPublicKeySpec(BigInteger.TEN, p, BigInteger.TWO));

    assertThat(strength.permits(AGREEMENT, key)).isEqualTo(permitted);
  }

  @Test
  void permitsOtherKeysAsTheJvmDoes() {
    assertThat(strength.permits(AGREEMENT, rsa())).isTrue();
  }

  private static Key rsa() {
    return KeyAlgorithm.RSA_1024.newKeyPair().getPublic();
  }
}
