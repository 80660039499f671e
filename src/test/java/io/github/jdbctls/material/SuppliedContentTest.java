package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsMaterial;
import io.github.jdbctls.TlsMaterialSource;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuppliedContentTest {
  private static final String NAME = "material-of-the-test";
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();

  @AfterEach
  void removeTheSource() {
    MaterialSources.shared().remove(NAME);
  }

  private static Setting<Source> setting() {
    return new Setting<>(new Source.Supplied(NAME), new Origin(Origin.Kind.URL, "sslrootcert"));
  }

  private static TrustMaterial readRoots() throws Exception {
    return TrustMaterialReader.read(setting(), Optional.empty());
  }

  private static Problem refusal(TlsMaterialSource source) {
    MaterialSources.shared().add(NAME, source);
    return Settings.problemOf(SuppliedContentTest::readRoots);
  }

  private static TlsMaterial roots() {
    return TlsMaterial.ofCertificates(ROOT.chain());
  }

  @Test
  void holdsRootsAsAFileWould() throws Exception {
    TlsMaterial material = TlsMaterial.ofCertificates(List.of(ROOT.certificate()));
    MaterialSources.shared().add(NAME, () -> material);

    assertThat(readRoots().anchors()).containsExactly(ROOT.certificate());
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256", "ED25519"})
  void holdsAKeyWithItsChain(KeyAlgorithm algorithm) throws Exception {
    TestCertificate app = TestCertificate.leaf("app").algorithm(algorithm).issuedBy(ROOT);
    TlsMaterial material = TlsMaterial.ofIdentity(app.key(), app.chain());
    MaterialSources.shared().add(NAME, () -> material);

    Identity identity =
        IdentityReader.read(Optional.of(setting()), Optional.empty(), Optional.empty(), true)
            .orElseThrow();

    assertThat(identity.chain()).isEqualTo(app.chain());
    assertThat(identity.key()).isEqualTo(app.key());
  }

  @Test
  void isStaleWhenOtherContentIsHandedOutOrNone() throws Exception {
    AtomicReference<TlsMaterial> current =
        new AtomicReference<>(TlsMaterial.ofCertificates(List.of(ROOT.certificate())));
    MaterialSources.shared().add(NAME, () -> Objects.requireNonNull(current.get()));
    Stamp stamp = readRoots().stamps().get(0);

    assertThat(stamp.isStale()).isFalse();
    assertThat(stamp.isYoung(Instant.now())).isFalse();
    assertThat(stamp.describe()).isEqualTo("supplied:" + NAME);

    current.set(TlsMaterial.ofCertificates(List.of(ROOT.certificate())));
    assertThat(stamp.isStale()).as("the same content in another object").isFalse();

    TestCertificate other = TestCertificate.authority("another root").selfSigned();
    current.set(TlsMaterial.ofCertificates(List.of(other.certificate())));
    assertThat(stamp.isStale()).isTrue();

    MaterialSources.shared().remove(NAME);
    assertThat(stamp.isStale()).isTrue();

    MaterialSources.shared()
        .add(
            NAME,
            () -> {
              throw new IllegalStateException("the agent is gone");
            });
    assertThat(stamp.isStale()).isTrue();
  }

  @Test
  void isMissingWhereNobodyHasRegisteredIt() {
    Problem refusal = Settings.problemOf(SuppliedContentTest::readRoots);

    assertThat(refusal.failure()).isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(refusal.message()).contains(NAME, "\"sslrootcert\"", "addMaterialSource");
  }

  @Test
  void isUnreadableWhereItsSourceFailsWhoseWordsAreNotRepeated() {
    IllegalStateException cause = new IllegalStateException("token s3cret was refused");

    Problem refusal =
        refusal(
            () -> {
              throw cause;
            });

    assertThat(refusal.failure()).isEqualTo(TlsFailure.FILE_UNREADABLE);
    assertThat(refusal.message()).contains("IllegalStateException").doesNotContain("s3cret");
    assertThat(refusal.cause())
        .hasMessageContaining("IllegalStateException")
        .hasStackTraceContaining("SuppliedContentTest")
        .hasNoCause();
    assertThat(Objects.requireNonNull(refusal.cause()).toString()).doesNotContain("s3cret");
  }

  @Test
  void isEmptyWhereItsSourceHandsOutNothing() {
    assertThat(refusal(() -> TlsMaterial.ofPem(" \n")).failure()).isEqualTo(TlsFailure.FILE_EMPTY);
  }

  @Test
  void isNoLargerThanAFileMayBe() {
    TlsMaterial large = TlsMaterial.of(new byte[RegularFile.LIMIT + 1]);

    assertThat(refusal(() -> large).message()).contains("larger than 16 MiB");
  }

  @Test
  void keepsTheInterruptionOfTheThread() {
    refusal(
        () -> {
          throw new InterruptedException();
        });

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void keepsTheInterruptionOfALookToo() throws Exception {
    TlsMaterial material = TlsMaterial.ofCertificates(List.of(ROOT.certificate()));
    MaterialSources.shared().add(NAME, () -> material);
    Stamp stamp = readRoots().stamps().get(0);
    MaterialSources.shared().remove(NAME);
    MaterialSources.shared()
        .add(
            NAME,
            () -> {
              throw new InterruptedException();
            });

    assertThat(stamp.isStale()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void isUnreadableWhereItsSourceEndsWithAnError() {
    assertThat(
            refusal(
                    () -> {
                      throw new NoClassDefFoundError("agent");
                    })
                .failure())
        .isEqualTo(TlsFailure.FILE_UNREADABLE);
  }

  @Test
  void replacesNoSourceOfAnother() {
    MaterialSources.shared().add(NAME, SuppliedContentTest::roots);

    assertThatIllegalStateException()
        .isThrownBy(() -> MaterialSources.shared().add(NAME, SuppliedContentTest::roots))
        .withMessageContaining(NAME);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaterialSources.shared().add("a b", SuppliedContentTest::roots));
    assertThat(MaterialSources.shared().remove(NAME)).isTrue();
    assertThat(MaterialSources.shared().remove(NAME)).isFalse();
  }
}
