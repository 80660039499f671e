package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import io.github.jdbctls.settings.RevocationSources;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationListReaderTest {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final TestCertificate CA = TestCertificate.authority("ca").issuedBy(ROOT);

  @TempDir private Path folder;

  private static Optional<RevocationLists> read(Path file) throws ProblemException {
    return RevocationListReader.read(
        new RevocationSources(Optional.of(Settings.source("sslcrl", file)), Optional.empty()));
  }

  private static RevocationLists readDirectory(Path directory) throws ProblemException {
    return RevocationListReader.read(directorySource(directory)).orElseThrow();
  }

  private static RevocationSources directorySource(Path directory) {
    return new RevocationSources(Optional.empty(), Optional.of(Settings.directory(directory)));
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<String> issuers(RevocationLists lists) {
    return lists.lists().stream().map(list -> list.issuer().getName()).sorted().toList();
  }

  private static boolean isStale(RevocationLists lists) {
    return lists.stamps().stream().anyMatch(Stamp::isStale);
  }

  private static Problem refusal(Path file) {
    return Settings.problemOf(() -> read(file));
  }

  private Problem directoryRefusal() {
    return Settings.problemOf(() -> readDirectory(folder));
  }

  @Test
  void readsNothingWhereNothingIsNamed() throws Exception {
    assertThat(RevocationListReader.read(RevocationSources.NONE)).isEmpty();
  }

  @Test
  void readsSeveralListsAmongTextCertificatesAndKeys() throws Exception {
    Path file =
        file(
            "lists",
            "issued today\n"
                + TestCrl.of(CA).pem()
                + ROOT.pem()
                + "and this\n"
                + CA.keyPem()
                + TestCrl.of(ROOT).revoking(CA).pem());

    RevocationLists lists = read(file).orElseThrow();

    assertThat(issuers(lists)).containsExactly("CN=ca", "CN=root");
    assertThat(lists.source()).contains(file.toString(), "sslcrl");
    assertThat(lists.lists().get(1).entry(CA.certificate().getSerialNumber())).isPresent();
    assertThat(lists.lists().get(0).entry(CA.certificate().getSerialNumber())).isEmpty();
  }

  @Test
  void readsOneListInDerWhateverItsName() throws Exception {
    RevocationLists lists = read(TestCrl.of(CA).writeDer(folder.resolve("list.pem"))).orElseThrow();

    assertThat(issuers(lists)).containsExactly("CN=ca");
    assertThat(lists.lists().get(0).isSignedBy(CA.keyPair().getPublic())).isTrue();
    assertThat(lists.lists().get(0).isSignedBy(ROOT.keyPair().getPublic())).isFalse();
  }

  @Test
  void remembersNoMoreThanItsLastSigners() throws Exception {
    RevocationList list = new RevocationList(TestCrl.of(CA).build(), "a test");
    for (int i = 0; i < 40; i++) {
      assertThat(list.isSignedBy(TestCertificate.leaf("x").selfSigned().keyPair().getPublic()))
          .isFalse();
    }

    assertThat(list.isSignedBy(CA.keyPair().getPublic())).isTrue();
  }

  @Test
  void findsOneOfTenThousandEntries() throws Exception {
    TestCrl crl = TestCrl.of(CA);
    for (int i = 1; i <= 10_000; i++) {
      crl.revoking(BigInteger.valueOf(i));
    }

    RevocationList list = read(crl.writePem(folder.resolve("l"))).orElseThrow().lists().get(0);

    assertThat(list.entry(BigInteger.valueOf(1))).isPresent();
    assertThat(list.entry(BigInteger.valueOf(10_000))).isPresent();
    assertThat(list.entry(BigInteger.valueOf(10_001))).isEmpty();
  }

  @Test
  void refusesDerThatIsCutShortOrGoesOn() throws Exception {
    byte[] der = TestCrl.of(CA).der();
    Path file = folder.resolve("list.crl");

    Files.write(file, Arrays.copyOf(der, der.length - 5));
    assertThat(refusal(file).failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    Files.write(file, Arrays.copyOf(der, der.length + 1));
    assertThat(refusal(file).found())
        .contains(file.toString(), "has a revocation list that cannot be decoded");
    Files.write(file, der);
    assertThat(read(file)).isPresent();
  }

  @Test
  void refusesDamagedPem() throws Exception {
    String pem = TestCrl.of(CA).pem();
    String cut = pem.substring(0, pem.length() / 2);

    assertThat(refusal(file("a", TestCrl.of(ROOT).pem() + cut)).found())
        .contains("damaged PEM block, number 2 (X509 CRL)");
    assertThat(
            refusal(file("b", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n")).found())
        .contains("cannot be decoded, block number 1 (X509 CRL)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2611221427Z", "261122142700+0100", "26112214270"})
  void refusesDatesInAFormThatOpensslDoesNotTake(String date) throws Exception {
    byte[] der = TestCrl.of(CA).der();
    String text = new String(der, StandardCharsets.ISO_8859_1);
    int time = text.indexOf("\u0017\r") + 2;
    byte[] odd = (date + "00000000000000").substring(0, 13).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(odd, 0, der, time, odd.length);
    Path file = Files.write(folder.resolve("list"), der);

    assertThat(refusal(file).cause()).hasMessageContaining("date in an unusual form");
  }

  @Test
  void refusesWhatHoldsNoList() throws Exception {
    assertThat(refusal(file("certificates", ROOT.pem() + CA.pem())))
        .satisfies(p -> assertThat(p.failure()).isEqualTo(TlsFailure.WRONG_CONTENT))
        .satisfies(p -> assertThat(p.found()).contains("is PEM with 2 CERTIFICATE"));
    assertThat(refusal(Files.write(folder.resolve("der"), ROOT.certificate().getEncoded())).found())
        .contains("is a DER certificate, not PEM or DER with a certificate revocation list");
    assertThat(refusal(file("text", "0 lists")).found()).contains("is text without any PEM block");
    assertThat(refusal(file("empty", "\n")).failure()).isEqualTo(TlsFailure.FILE_EMPTY);
    assertThat(refusal(folder.resolve("none")).failure()).isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(refusal(folder).found()).contains("is a directory, not a file");
  }

  @Test
  void readsTheListsOfADirectory() throws Exception {
    TestCrl.of(CA).writeDer(folder.resolve("0a1b2c3d.r0"));
    file("anything", TestCrl.of(ROOT).pem());
    file("ca.pem", CA.pem());
    file("README", "lists of today");
    file(".hidden.crl", "not looked at");
    file("ca.crl.bak", "not looked at");
    Files.createDirectory(folder.resolve("old.crl"));

    assertThat(issuers(readDirectory(folder))).containsExactly("CN=ca", "CN=root");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.crl", "a.CRL", "a.r0", "a.R12", "a.pem", "a.Pem", "a.der", "a.crt", "a.cer", "a.b.crl",
        "crl", "A b"
      })
  void looksAtNamesThatListsHave(String name) throws Exception {
    file(name, TestCrl.of(CA).pem());

    assertThat(readDirectory(folder).lists()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {".a.crl", ".crl", "a.txt", "a.crl.bak", "a.crl~", "a.r", "a.r0x", "a."})
  void looksAtNoOtherNames(String name) throws Exception {
    file(name, TestCrl.of(CA).pem());

    assertThat(directoryRefusal())
        .satisfies(p -> assertThat(p.failure()).isEqualTo(TlsFailure.WRONG_CONTENT))
        .satisfies(
            p ->
                assertThat(p.found())
                    .contains("has no file with a revocation list")
                    .contains(".crl", ".r0", ".pem", ".der", ".crt", ".cer", "without a suffix"));
  }

  @Test
  void readsNoMoreOfADirectoryThanListsNeed() throws Exception {
    TestCrl.of(CA).writePem(folder.resolve("ca.crl"));
    long part = RegularFile.LIMIT;
    long most = RevocationDirectory.MOST_BYTES / part;
    for (int i = 1; i < most; i++) {
      sparse("program" + i, part);
    }
    assertThat(readDirectory(folder).lists()).hasSize(1);
    sparse("program" + most, part);

    assertThat(directoryRefusal())
        .satisfies(p -> assertThat(p.failure()).isEqualTo(TlsFailure.WRONG_CONTENT))
        .satisfies(p -> assertThat(p.found()).contains(folder.toString(), "more than 64 MiB"))
        .satisfies(p -> assertThat(p.remedy()).contains("nothing but revocation lists"));
  }

  @Test
  void doesNotCountWhatIsNotRead() throws Exception {
    TestCrl.of(CA).writePem(folder.resolve("ca.crl"));
    sparse("larger than any list", RevocationDirectory.MOST_BYTES);
    for (int i = 0; i < 5; i++) {
      sparse(i + ".txt", RegularFile.LIMIT);
    }

    assertThat(readDirectory(folder).lists()).hasSize(1);
  }

  private void sparse(String name, long size) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(size);
    }
  }

  /** What a name is in the charset of the locale, if anything, is of no account. */
  @Test
  void readsFilesWhoseNamesAreNotInTheCharsetOfTheLocale() throws Exception {
    Path root = ROOT.writeChain(folder.resolve("root.crt"));
    Path lists = Files.createDirectory(folder.resolve("root.crt.crls"));
    TestCrl.of(CA).writePem(folder.resolve("ca.crl"));
    TestCrl.of(ROOT).writePem(folder.resolve("root.crl"));
    shell(
        """
        cp ca.crl root.crt.crls/"$(printf '\\350.crl')"
        cp root.crl root.crt.crls/"$(printf '\\351.crl')"
        cp root.crl root.crt.crls/"$(printf '\\351.txt')"
        """);
    try (Stream<Path> entries = Files.list(lists)) {
      assertThat(entries).hasSize(3);
    }

    assertThat(FreshJvm.run(Map.of("LC_ALL", "C"), List.of(), root))
        .contains("DIRECTORY 2", "EXIT 0");
  }

  private void shell(String script) throws Exception {
    assertThat(new ProcessBuilder("sh", "-ec", script).directory(folder.toFile()).start().waitFor())
        .isZero();
  }

  @Test
  void readsAListWithTwoNamesOnce() throws Exception {
    Path file = TestCrl.of(CA).writePem(folder.resolve("ca.crl"));
    Files.createSymbolicLink(folder.resolve("0a1b2c3d.r0"), file.getFileName());

    assertThat(readDirectory(folder).lists()).hasSize(1);
  }

  @Test
  void readsFileAndDirectory() throws Exception {
    Path lists = Files.createDirectory(folder.resolve("lists"));
    TestCrl.of(CA).writePem(lists.resolve("ca.crl"));
    Path file = TestCrl.of(ROOT).writePem(folder.resolve("root.crl"));
    RevocationSources both =
        new RevocationSources(
            Optional.of(Settings.source("sslcrl", file)), directorySource(lists).directory());

    RevocationLists read = RevocationListReader.read(both).orElseThrow();

    assertThat(issuers(read)).containsExactly("CN=ca", "CN=root");
    assertThat(read.source()).contains(file.toString(), lists.toString(), " and ");
    Files.delete(file);
    assertThat(Settings.problemOf(() -> RevocationListReader.read(both)).found())
        .contains(file.toString(), "does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca.crl", "0a1b2c3d.r0", "CA.CRL", "list.pem", "list.der"})
  void refusesAFileOfADirectoryThatIsToHoldAListAndDoesNot(String name) throws Exception {
    TestCrl.of(ROOT).writePem(folder.resolve("good.crl"));
    file(name, "to be fetched");

    assertThat(directoryRefusal().found()).contains(folder.resolve(name).toString());
    file(name, "");
    assertThat(directoryRefusal().failure()).isEqualTo(TlsFailure.FILE_EMPTY);
    Files.write(folder.resolve(name), Arrays.copyOf(TestCrl.of(CA).der(), 60));
    assertThat(directoryRefusal().found()).contains(folder.resolve(name).toString());
  }

  @Test
  void refusesACertificateUnderTheNameOfAList() throws Exception {
    TestCrl.of(ROOT).writePem(folder.resolve("good.crl"));
    file("ca.crl", CA.pem());

    assertThat(directoryRefusal().found()).contains("ca.crl", "is a PEM certificate");
  }

  @Test
  void refusesADamagedListUnderAnyName() throws Exception {
    TestCrl.of(ROOT).writePem(folder.resolve("good.crl"));
    String pem = TestCrl.of(CA).pem();
    file("anything", pem.substring(0, pem.length() - 30));

    assertThat(directoryRefusal().found()).contains("anything", "damaged PEM block");
  }

  @Test
  void refusesADirectoryWithoutLists() throws Exception {
    file("ca.pem", CA.pem());

    assertThat(directoryRefusal())
        .satisfies(p -> assertThat(p.failure()).isEqualTo(TlsFailure.WRONG_CONTENT))
        .satisfies(p -> assertThat(p.found()).contains("has no file with a revocation list"));
  }

  @Test
  void refusesWhatIsNoDirectory() throws Exception {
    Path file = TestCrl.of(CA).writePem(folder.resolve("ca.crl"));

    assertThat(Settings.problemOf(() -> readDirectory(file)).found()).contains("not a directory");
    assertThat(Settings.problemOf(() -> readDirectory(folder.resolve("none"))).failure())
        .isEqualTo(TlsFailure.FILE_MISSING);
  }

  @Test
  void refusesADirectoryWithTooManyEntries() throws Exception {
    TestCrl.of(CA).writePem(folder.resolve("ca.crl"));
    for (int i = 0; i < RevocationDirectory.MOST_ENTRIES; i++) {
      Files.createFile(folder.resolve("f" + i));
    }

    assertThat(directoryRefusal().found()).contains("more than 4096 entries");
  }

  @Test
  void opensNoFifo() throws Exception {
    TestCrl.of(CA).writePem(folder.resolve("ca.crl"));
    makeFifo(folder.resolve("pipe"));
    assertThat(readDirectory(folder).lists()).hasSize(1);

    makeFifo(folder.resolve("pipe.crl"));
    assertThat(directoryRefusal().found()).contains("pipe.crl", "is a FIFO");
  }

  private static void makeFifo(Path path) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
  }

  @Test
  void noticesWhatIsAddedRemovedAndChanged() throws Exception {
    Path first = TestCrl.of(CA).writePem(folder.resolve("ca.crl"));
    RevocationLists lists = readDirectory(folder);
    assertThat(isStale(lists)).isFalse();

    Path second = TestCrl.of(ROOT).writePem(folder.resolve("root.crl"));
    assertThat(isStale(lists)).as("added").isTrue();

    lists = readDirectory(folder);
    assertThat(isStale(lists)).isFalse();
    TestCrl.of(CA).revoking(ROOT).writePem(first);
    assertThat(isStale(lists)).as("changed").isTrue();

    lists = readDirectory(folder);
    assertThat(isStale(lists)).isFalse();
    Files.delete(second);
    assertThat(isStale(lists)).as("removed").isTrue();
  }

  @Test
  void noticesThatALinkHasFoundItsFile() throws Exception {
    Path files = Files.createDirectory(folder.resolve("..files"));
    TestCrl.of(CA).writePem(folder.resolve("ca.crl"));
    Files.createSymbolicLink(folder.resolve("more"), files.resolve("more"));
    RevocationLists lists = readDirectory(folder);
    assertThat(isStale(lists)).isFalse();

    TestCrl.of(ROOT).writePem(files.resolve("more"));

    assertThat(isStale(lists)).isTrue();
    assertThat(readDirectory(folder).lists()).hasSize(2);
  }

  /** As Kubernetes publishes the new content of a mounted volume. */
  @Test
  void noticesThatTheDataOfAVolumeWereSwapped() throws Exception {
    Path old = Files.createDirectory(folder.resolve("..1"));
    Path next = Files.createDirectory(folder.resolve("..2"));
    TestCrl.of(CA).writePem(old.resolve("ca.crl"));
    TestCrl.of(CA).revoking(ROOT).writePem(next.resolve("ca.crl"));
    Files.createSymbolicLink(folder.resolve("..data"), old.getFileName());
    Files.createSymbolicLink(folder.resolve("ca.crl"), Path.of("..data", "ca.crl"));
    RevocationLists lists = readDirectory(folder);
    RevocationLists fromFile = read(folder.resolve("ca.crl")).orElseThrow();

    Files.createSymbolicLink(folder.resolve("..tmp"), next.getFileName());
    Files.move(
        folder.resolve("..tmp"),
        folder.resolve("..data"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);

    assertThat(isStale(lists)).isTrue();
    assertThat(isStale(fromFile)).isTrue();
    assertThat(readDirectory(folder).lists().get(0).entry(ROOT.certificate().getSerialNumber()))
        .isPresent();
  }

  @Test
  void readsAListThatDoesNotSayWhenTheNextComes() throws Exception {
    TestCrl crl = TestCrl.of(CA).valid(Instant.now().minus(Duration.ofMinutes(1)), null);

    assertThat(read(crl.writeDer(folder.resolve("list"))).orElseThrow().lists())
        .singleElement()
        .satisfies(list -> assertThat(list.nextUpdate()).isEmpty());
  }

  @Test
  void readsADateOfFourDigitsInTheUsualFormAlone() throws Exception {
    Instant late = Instant.parse("2061-02-03T04:05:06Z");
    byte[] der = TestCrl.of(CA).valid(Instant.now(), late).der();
    Path file = Files.write(folder.resolve("list"), der);
    assertThat(read(file).orElseThrow().lists().get(0).nextUpdate()).contains(late);

    int time = new String(der, StandardCharsets.ISO_8859_1).indexOf("20610203040506Z");
    System.arraycopy("206102030405.6Z".getBytes(StandardCharsets.US_ASCII), 0, der, time, 15);
    Files.write(file, der);

    assertThat(refusal(file).cause()).hasMessageContaining("date in an unusual form");
  }

  @Test
  void refusesAListWithAThirdDate() throws Exception {
    assertThat(read(withDates(2))).isPresent();
    assertThat(refusal(withDates(3)).cause()).hasMessage("3 dates");
  }

  private Path withDates(int count) throws Exception {
    ASN1Sequence list = ASN1Sequence.getInstance(TestCrl.of(CA).der());
    List<ASN1Encodable> fields = new ArrayList<>();
    for (ASN1Encodable field : ASN1Sequence.getInstance(list.getObjectAt(0))) {
      if (!(field instanceof ASN1UTCTime)) {
        fields.add(field);
      }
    }
    for (int i = 0; i < count; i++) {
      fields.add(3, new ASN1UTCTime("26112010111" + i + "Z"));
    }
    return Files.write(
        folder.resolve("dates"),
        HostileFile.sequence(
                HostileFile.sequence(fields.toArray(new ASN1Encodable[0])),
                list.getObjectAt(1),
                list.getObjectAt(2))
            .getEncoded());
  }

  @Test
  void saysWhatBinaryDataIsRatherThanThatItIsADamagedList() throws Exception {
    Path noise = Files.write(folder.resolve("noise"), new byte[] {1, 2, 3});

    assertThat(refusal(noise).found()).contains("is binary data, not PEM or DER");
  }
}
