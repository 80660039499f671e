package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void areSeveral() {
    UrlFolders folders = new UrlFolders(List.of(base.resolve("allowed-too"), allowed));

    assertThat(folders.contain(base.resolve("allowed/ca.pem"))).isTrue();
    assertThat(folders.contain(base.resolve("allowed-too/ca.pem"))).isTrue();
    assertThat(folders.contain(base.resolve("outside/secret"))).isFalse();
  }
}
