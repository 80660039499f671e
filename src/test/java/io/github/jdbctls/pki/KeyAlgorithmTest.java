package io.github.jdbctls.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.Signature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyAlgorithmTest {
  @ParameterizedTest
  @EnumSource
  void handsOutNoKeyTwice(KeyAlgorithm algorithm) {
    KeyPair first = algorithm.newKeyPair();

    assertThat(algorithm.newKeyPair().getPublic()).isNotEqualTo(first.getPublic());
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "RSA_3072"})
  void handsOutBothHalvesOfAKey(KeyAlgorithm algorithm) throws Exception {
    KeyPair pair = algorithm.newKeyPair();
    Signature signing = Signature.getInstance("SHA256withRSA");
    signing.initSign(pair.getPrivate());
    Signature verifying = Signature.getInstance("SHA256withRSA");
    verifying.initVerify(pair.getPublic());

    assertThat(verifying.verify(signing.sign())).isTrue();
  }
}
