package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import io.github.jdbctls.settings.RevocationSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells a change: of what was read, and of when it must be read again. */
class SamenessTest {
  private static final TestCertificate ONE = TestCertificate.authority("one").selfSigned();
  private static final TestCertificate OTHER = TestCertificate.authority("other").selfSigned();
  private static final List<X509Certificate> NONE = List.of();

  @TempDir private Path folder;

  private static Identity identity(TestCertificate chain, TestCertificate key, String... warnings) {
    return new Identity(List.of(chain.certificate()), key.key(), List.of(), List.of(warnings));
  }

  @Test
  void isOfAnIdentityThatOfChainAndKey() {
    Identity one = identity(ONE, ONE);

    assertThat(one.holdsSameAs(identity(ONE, ONE))).isTrue();
    assertThat(one.holdsSameAs(identity(OTHER, ONE))).isFalse();
    assertThat(one.holdsSameAs(identity(ONE, OTHER))).isFalse();
    assertThat(one.holdsSameAs(identity(ONE, ONE, "others can read the key"))).isFalse();
  }

  private static TrustMaterial trust(
      List<X509Certificate> anchors,
      List<X509Certificate> others,
      Set<X509Certificate> rejected,
      @Nullable X509TrustManager jvm,
      String source,
      String... warnings) {
    return new TrustMaterial(
        anchors, others, rejected, Optional.ofNullable(jvm), source, List.of(), List.of(warnings));
  }

  @Test
  void isOfRootsThatOfAllThatTheyAreWhoeverHasNamedThem() {
    List<X509Certificate> one = List.of(ONE.certificate());
    TrustMaterial material = trust(one, NONE, Set.of(), null, "the URL's");

    assertThat(material.holdsSameAs(trust(one, NONE, Set.of(), null, "a property's"))).isTrue();
    assertThat(material.holdsSameAs(trust(NONE, NONE, Set.of(), null, ""))).isFalse();
    assertThat(material.holdsSameAs(trust(one, one, Set.of(), null, ""))).isFalse();
    assertThat(material.holdsSameAs(trust(one, NONE, Set.of(OTHER.certificate()), null, "")))
        .isFalse();
    assertThat(material.holdsSameAs(trust(one, NONE, Set.of(), null, "", "beware"))).isFalse();
  }

  private static RevocationLists lists(Path file) throws Exception {
    return RevocationListReader.read(
            new RevocationSources(Optional.of(Settings.source("sslcrl", file)), Optional.empty()))
        .orElseThrow();
  }

  @Test
  void isOfListsThatOfTheirContent() throws Exception {
    Path file = TestCrl.of(ONE).writePem(folder.resolve("one.crl"));
    RevocationLists first = lists(file);
    RevocationLists again = lists(file);
    TestCrl.of(ONE).revoking(OTHER).writePem(file);
    RevocationLists revoking = lists(file);

    assertThat(first.holdSameAs(again)).isTrue();
    assertThat(first.holdSameAs(revoking)).isFalse();
  }

  private static FileStamp stamp(@Nullable Instant modified, @Nullable Instant changed) {
    return new FileStamp(
        Path.of("file"),
        true,
        1,
        modified == null ? null : FileTime.from(modified),
        changed == null ? null : FileTime.from(changed),
        null);
  }

  /** The time of the inode, which nobody can set, goes before that of the content. */
  @Test
  void isNotKnownOfAFileThatHadChangedWithinTwoSeconds() {
    Instant read = Instant.parse("2026-05-06T07:08:09Z");
    Instant old = read.minusSeconds(3);
    Instant young = read.minusSeconds(1);

    assertThat(stamp(old, old).isYoung(read)).isFalse();
    assertThat(stamp(old, young).isYoung(read)).isTrue();
    assertThat(stamp(young, old).isYoung(read)).isFalse();
    assertThat(stamp(young, null).isYoung(read)).isTrue();
    assertThat(stamp(old, null).isYoung(read)).isFalse();
    assertThat(stamp(null, null).isYoung(read)).isFalse();
    assertThat(stamp(read.plusSeconds(99), null).isYoung(read)).as("the future").isTrue();
  }

  @Test
  void isToldWithAPathThatCanBePrinted() throws Exception {
    Path file = Files.createFile(folder.resolve("a\nb"));

    assertThat(FileStamp.of(file).describe()).isEqualTo(folder + "/a?b");
  }
}
