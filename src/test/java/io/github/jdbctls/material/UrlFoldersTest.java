package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlFoldersTest {
  @TempDir Path base;

  private Path allowed = Path.of("unset");

  @BeforeEach
  void layOut() throws IOException {
    base = base.toRealPath();
    allowed = Files.createDirectories(base.resolve("allowed"));
    Path outside = Files.createDirectories(base.resolve("outside"));
    Files.createFile(outside.resolve("secret"));
    Files.createFile(allowed.resolve("ca.pem"));
    Files.createDirectories(allowed.resolve("..data-1"));
    Files.createFile(allowed.resolve("..data-1/tls.crt"));
    link("allowed/..data", "..data-1");
    link("allowed/tls.crt", "..data/tls.crt");
    link("allowed/out", "../outside/secret");
    link("allowed/outfolder", "../outside");
    link("allowed/dangling", "../outside/absent");
    link("allowed/lost", "absent");
    link("allowed/loop", "loop");
    link("outside/in", "../allowed/ca.pem");
    link("alias", "allowed");
    Files.createDirectories(base.resolve("allowed-too"));
    Files.createFile(base.resolve("allowed-too/ca.pem"));
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(base.resolve(name), Path.of(target));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "allowed, true",
    "allowed/ca.pem, true",
    "allowed/./ca.pem, true",
    "allowed/absent, true",
    "allowed/absent/further/below, true",
    "allowed/tls.crt, true",
    "allowed/..data/tls.crt, true",
    // What leads out, by the way it is written or by links, existing or not.
    "outside/secret, false",
    "outside/absent, false",
    "absent/absent, false",
    "allowed-too/ca.pem, false",
    "allowed/../outside/secret, false",
    "allowed/../outside/absent, false",
    "allowed/out, false",
    "allowed/outfolder/secret, false",
    "allowed/outfolder/absent, false",
    "allowed/outfolder, false",
    "allowed/dangling, false",
    "allowed/lost, false",
    "allowed/loop, false",
    "allowed/loop/ca.pem, false",
    // What leads back in would tell what exists on the way.
    "outside/in, false",
    "outside/../allowed/ca.pem, false",
    "absent/../allowed/ca.pem, false",
    "allowed/outfolder/../allowed/ca.pem, false",
    "allowed/sub/../ca.pem, false",
    "alias/ca.pem, false"
  })
  void holdWhatLiesWithin(String path, boolean within) {
    assertThat(new UrlFolders(List.of(allowed)).contain(base.resolve(path))).isEqualTo(within);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "alias/ca.pem, true",
    "allowed/ca.pem, true",
    "alias/absent, true",
    "alias/out, false",
    "outside/secret, false"
  })
  void mayBeLinksThemselves(String path, boolean within) {
    UrlFolders folders = new UrlFolders(List.of(base.resolve("alias")));

    assertThat(folders.contain(base.resolve(path))).isEqualTo(within);
  }

  @Test
  void holdNothingWhereTheyAreNotThere() {
    UrlFolders folders = new UrlFolders(List.of(base.resolve("missing")));

    assertThat(folders.contain(base.resolve("missing/ca.pem"))).isFalse();
    assertThat(folders.contain(base.resolve("allowed/ca.pem"))).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"out", "dangling", "lost", "loop", "a.crl", "z.PEM"})
  void tellTheListOfADirectoryThatLiesOutside(String name) throws Exception {
    Path lists = Files.createDirectories(allowed.resolve("lists"));
    Files.createFile(lists.resolve("m.crl"));
    assertThat(within().listOutside(Settings.directory(lists))).isEmpty();

    link(
        "allowed/lists/" + name,
        Files.exists(allowed.resolve(name), LinkOption.NOFOLLOW_LINKS)
            ? "../" + name
            : "../../outside/secret");

    assertThat(within().listOutside(Settings.directory(lists))).contains(lists.resolve(name));
  }

  @Test
  void passOverEntriesOfADirectoryThatAreNotRead() throws Exception {
    Path lists = Files.createDirectories(allowed.resolve("lists"));
    link("allowed/lists/.hidden.crl", "../../outside/secret");
    link("allowed/lists/a.txt", "../../outside/secret");

    assertThat(within().listOutside(Settings.directory(lists))).isEmpty();
  }

  /** As Kubernetes mounts them. */
  @Test
  void letTheListsOfADirectoryBeLinksWithinIt() throws Exception {
    Path lists = Files.createDirectories(allowed.resolve("lists"));
    Files.createDirectories(lists.resolve("..2026_01_01"));
    Files.createFile(lists.resolve("..2026_01_01/ca.crl"));
    link("allowed/lists/..data", "..2026_01_01");
    link("allowed/lists/ca.crl", "..data/ca.crl");

    assertThat(within().listOutside(Settings.directory(lists))).isEmpty();
  }

  @Test
  void refuseADirectoryWhoseListsCannotBeTold() {
    assertThat(
            Settings.problemOf(
                    () -> within().listOutside(Settings.directory(allowed.resolve("none"))))
                .failure())
        .isEqualTo(TlsFailure.FILE_MISSING);
    assertThat(
            Settings.problemOf(
                    () -> within().listOutside(Settings.directory(allowed.resolve("ca.pem"))))
                .found())
        .contains("is not a directory");
  }

  private UrlFolders within() {
    return new UrlFolders(List.of(allowed));
  }

  @Test
  void areSeveral() {
    UrlFolders folders = new UrlFolders(List.of(base.resolve("allowed-too"), allowed));

    assertThat(folders.contain(base.resolve("allowed/ca.pem"))).isTrue();
    assertThat(folders.contain(base.resolve("allowed-too/ca.pem"))).isTrue();
    assertThat(folders.contain(base.resolve("outside/secret"))).isFalse();
  }
}
