package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.FileStamp;
import io.github.jdbctls.material.Identity;
import io.github.jdbctls.material.Stamp;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a set of several sources. */
class MomentReadingTest {
  private static final TestCertificate CLIENT = TestCertificate.leaf("client").selfSigned();

  @TempDir private Path folder;

  private static boolean isYoung(Stamp... stamps) throws ProblemException {
    Identity identity = new Identity(CLIENT.chain(), CLIENT.key(), List.of(stamps));
    return MomentReading.of(() -> new IdentitySet(Optional.of(identity))).young();
  }

  @Test
  void isYoungWhicheverOfItsSourcesIs() throws Exception {
    Stamp written = FileStamp.of(Files.writeString(folder.resolve("written"), "just now"));
    Stamp absent = FileStamp.of(folder.resolve("absent"));

    assertThat(isYoung(written, absent)).isTrue();
    assertThat(isYoung(absent, written)).isTrue();
    assertThat(isYoung(absent, absent)).isFalse();
    assertThat(isYoung()).isFalse();
  }
}
