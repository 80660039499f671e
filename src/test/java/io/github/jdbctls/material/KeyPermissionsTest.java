package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPermissionsTest {
  @TempDir Path folder;

  /** libpq's rule in the words of its documentation, letter by letter. */
  private static boolean isClosed(int uid, int mode) {
    String letters =
        PosixFilePermissions.toString(
            PosixFilePermissions.fromString(
                IntStream.range(0, 9)
                    .mapToObj(i -> (mode & 0400 >> i) != 0 ? "rwxrwxrwx".substring(i, i + 1) : "-")
                    .reduce("", String::concat)));
    String group = letters.substring(3, 6);
    String others = letters.substring(6, 9);
    boolean groupMayRead = uid == 0;
    return others.equals("---") && (group.equals("---") || (groupMayRead && group.equals("r--")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, -1})
  void decidesEveryModeAsLibpqDoes(int uid) {
    for (int mode = 0; mode <= 0777; mode++) {
      assertThat(KeyPermissions.objection(new FileState.Access(uid, mode)).isEmpty())
          .as("uid %d, mode %04o", uid, mode)
          .isEqualTo(isClosed(uid, mode));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0640, true",
    "0, 0700, true",
    "0, 0660, false",
    "0, 0644, false",
    "0, 0440, true",
    "1000, 0640, false",
    "1000, 0600, true",
    "1000, 0400, true",
    "1000, 0604, false"
  })
  void decidesTheObservedRows(int uid, String mode, boolean accepted) {
    assertThat(
            KeyPermissions.objection(new FileState.Access(uid, Integer.parseInt(mode, 8)))
                .isEmpty())
        .isEqualTo(accepted);
  }

  @Test
  void refusesAnOpenKeyFileWithItsModeAndTheRemedies() throws Exception {
    TestCertificate client = TestCertificate.leaf("app").selfSigned();
    Path certificate = client.writeChain(folder.resolve("app.crt"));
    Path key = client.writeKey(folder.resolve("app.key"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    Problem problem =
        Settings.problemOf(
            () ->
                IdentityReader.read(
                    Settings.certificate(certificate), Settings.key(key), Optional.empty()));

    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_PERMISSIONS);
    assertThat(problem.message())
        .contains(key.toString(), "\"sslkey\" in the URL", "0644", "0600", "fsGroup", "0440");
  }

  @Test
  void letsAnOpenKeyFilePassWithAWarningWhereItIsNotEnforced() throws Exception {
    TestCertificate client = TestCertificate.leaf("app").selfSigned();
    Path certificate = client.writeChain(folder.resolve("app.crt"));
    Path key = client.writeKey(folder.resolve("app.key"));
    Path both = Files.writeString(folder.resolve("both"), client.pem() + client.keyPem());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(both, PosixFilePermissions.fromString("rw----r--"));

    assertThat(warnings(certificate, Settings.key(key)))
        .singleElement()
        .asString()
        .contains(key.toString(), "\"sslkey\" in the URL", "0644", "sslkeypermissions=warn");
    assertThat(warnings(both, Optional.empty()))
        .singleElement()
        .asString()
        .contains(both.toString(), "0604", "sslkeypermissions=warn");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(warnings(certificate, Settings.key(key))).isEmpty();
  }

  private static List<String> warnings(Path certificate, Optional<Setting<Source>> key)
      throws Exception {
    return IdentityReader.read(Settings.certificate(certificate), key, Optional.empty(), false)
        .orElseThrow()
        .warnings();
  }

  @Test
  void looksAtTheTargetOfALinkAndNotAtTheCertificate() throws Exception {
    TestCertificate client = TestCertificate.leaf("app").selfSigned();
    Path certificate = client.writeChain(folder.resolve("app.crt"));
    Files.setPosixFilePermissions(certificate, PosixFilePermissions.fromString("rw-rw-rw-"));
    Path key = client.writeKey(folder.resolve("app.key"));
    Path link = Files.createSymbolicLink(folder.resolve("link.key"), key);

    assertThat(
            IdentityReader.read(
                Settings.certificate(certificate), Settings.key(link), Optional.empty()))
        .isPresent();

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw----r--"));
    assertThat(
            Settings.problemOf(
                    () ->
                        IdentityReader.read(
                            Settings.certificate(certificate),
                            Settings.key(link),
                            Optional.empty()))
                .failure())
        .isEqualTo(TlsFailure.KEY_PERMISSIONS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void countsForPkcs12AndCombinedPemToo(boolean pkcs12) throws Exception {
    TestCertificate client = TestCertificate.leaf("app").selfSigned();
    Path file = folder.resolve("app");
    if (pkcs12) {
      KeyFormat.PKCS12.write(file, client, "secret");
    } else {
      Files.writeString(file, client.pem() + client.keyPem());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(
            Settings.problemOf(
                    () ->
                        IdentityReader.read(
                            Settings.certificate(file),
                            Optional.empty(),
                            Settings.password("secret")))
                .failure())
        .isEqualTo(TlsFailure.KEY_PERMISSIONS);
  }
}
