package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JksFrameTest {
  private static final int JKS = 0xFEEDFEED;
  private static final int JCEKS = 0xCECECECE;
  private static final int DIGEST = 20;
  private static final int KEY = 1;
  private static final int CERTIFICATE = 2;
  private static final int SECRET = 3;
  private static final ASN1ObjectIdentifier JCEKS_SCHEME =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.42.2.19.1");

  private final ByteBuffer store = ByteBuffer.allocate(1000);

  private JksFrameTest head(int magic, int version, int entries) {
    store.putInt(magic).putInt(version).putInt(entries);
    return this;
  }

  /** The beginning of an entry, without a name. */
  private JksFrameTest entry(int tag) {
    store.putInt(tag).putShort((short) 0).putLong(0);
    return this;
  }

  private JksFrameTest key(byte[] key) {
    entry(KEY).store.putInt(key.length).put(key).putInt(0);
    return this;
  }

  private JksFrame end() throws Exception {
    return JksFrame.of(Arrays.copyOf(store.array(), store.position() + DIGEST));
  }

  private static byte[] costing(int iterations) throws Exception {
    return HostileFile.pbes1(JCEKS_SCHEME, BigInteger.valueOf(iterations));
  }

  private static void assertRefused(JksFrameTest frame, String message) {
    assertThatExceptionOfType(IOException.class).isThrownBy(frame::end).withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "JCEKS"})
  void findsNothingToObjectToInAStoreOfTheJdk(String type) throws Exception {
    TestCertificate app = TestCertificate.leaf("app").selfSigned();
    byte[] bytes =
        StoreBuilder.of(type).key("key", app, "secret").trusted("app", app).bytes("secret");

    assertThat(JksFrame.of(bytes))
        .isEqualTo(new JksFrame(type.equals("JCEKS"), false, 1, Optional.empty()));
  }

  @Test
  void knowsTheTwoVersions() throws Exception {
    assertThat(head(JKS, 1, 0).end().hasSecretKey()).isFalse();
    for (int version : new int[] {0, 3, -1}) {
      assertRefused(new JksFrameTest().head(JKS, version, 0), "an unknown version");
    }
  }

  @Test
  void readsCertificatesWithoutTheNameOfTheirTypeInTheFirstVersion() throws Exception {
    head(JKS, 1, 1).entry(CERTIFICATE).store.putInt(2).putShort((short) 0x3000);

    assertThat(end()).isEqualTo(new JksFrame(false, false, 0, Optional.empty()));
  }

  @Test
  void findsASecretKeyInAJceksAlone() throws Exception {
    assertThat(head(JCEKS, 2, 1).entry(SECRET).end().hasSecretKey()).isTrue();
    assertRefused(new JksFrameTest().head(JKS, 2, 1).entry(SECRET), "an unknown kind of entry");
    assertRefused(new JksFrameTest().head(JCEKS, 2, 1).entry(4), "an unknown kind of entry");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 21, Integer.MAX_VALUE})
  void refusesALengthThatLeadsOutOfTheFile(int length) {
    head(JKS, 1, 1).entry(CERTIFICATE).store.putInt(length);

    assertRefused(this, "a length that leads out of the file");
  }

  @Test
  void wantsTheDigestAndNothingBehindIt() throws Exception {
    assertRefused(head(JKS, 2, 0).head(0, 0, 0), "no digest at the end");
    byte[] cut = ByteBuffer.allocate(31).putInt(JKS).putInt(2).array();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> JksFrame.of(cut))
        .withMessage("no digest at the end");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> JksFrame.of(Arrays.copyOf(cut, 11)))
        .withMessage("cut short");
  }

  /** A length up to the last byte is one, though the digest is missing then. */
  @Test
  void readsUpToTheLastByte() {
    head(JKS, 1, 1).entry(CERTIFICATE).store.putInt(DIGEST);

    assertRefused(this, "no digest at the end");
  }

  @Test
  void boundsWhatTheKeysOfAJceksCostTogether() throws Exception {
    assertThat(head(JCEKS, 2, 1).key(costing(10_000_000)).end().excess()).isEmpty();
    assertThat(new JksFrameTest().head(JCEKS, 2, 1).key(costing(10_000_001)).end().excess())
        .contains("10000001 iterations (at most 10000000)");
    assertThat(
            new JksFrameTest()
                .head(JCEKS, 2, 3)
                .key(costing(9_000_000))
                .key(costing(9_000_000))
                .key(costing(10_000_001))
                .end()
                .excess())
        .contains("more than 10000000 iterations in all its parts together");
  }

  @Test
  void asksNoCostOfTheKeysOfAJks() throws Exception {
    assertThat(head(JKS, 2, 1).key(costing(10_000_001)).end().excess()).isEmpty();
  }

  @Test
  void refusesADamagedKeyOfAJceks() throws Exception {
    assertThat(head(JCEKS, 2, 1).key(new byte[] {1, 2, 3}).end().excess())
        .contains("something that is damaged");
  }
}
