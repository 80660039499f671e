package io.github.jdbctls.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzz targets, run over what they have found before. */
@Timeout(60)
class FuzzRegressionTest {
  static List<Path> urls() throws IOException {
    return RegressionInputs.of("url");
  }

  static List<Path> material() throws IOException {
    return RegressionInputs.of("material");
  }

  @ParameterizedTest
  @MethodSource("urls")
  void readsUrlsAsPromised(Path input) throws IOException {
    byte[] bytes = Files.readAllBytes(input);
    assertThatCode(() -> UrlFuzzer.fuzzerTestOneInput(bytes)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("material")
  void readsMaterialAsPromised(Path input) throws IOException {
    byte[] bytes = Files.readAllBytes(input);
    assertThatCode(() -> MaterialFuzzer.fuzzerTestOneInput(bytes)).doesNotThrowAnyException();
  }

  @Test
  void readsRandomUrlsAsPromised() {
    Random random = new Random(4);
    String alphabet = "ah1:/?&=%@,;#[]()+-_ \n.~sslmodekey\u00e4\u0000";
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder().append((char) (i % 36));
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThatCode(() -> UrlFuzzer.fuzzerTestOneInput(bytes))
          .as(text.toString())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void keepsNoKeyInTheRepository() throws IOException {
    for (Path input : material()) {
      assertThat(Files.size(input)).as("%s", input).isLessThan(1024);
    }
  }

  @Test
  void noticesASecretThatIsShown() {
    SecretText secret = new SecretText(List.of("hush"), List.of(new byte[40]));

    assertThat(secret.in("a hush b")).contains("hush");
    assertThat(secret.in("x" + "A".repeat(20))).isPresent();
    assertThat(secret.in("00 ".repeat(15))).isPresent();
    assertThat(secret.in(new IOException(new IOException("hush")))).isPresent();
    assertThat(secret.in("\0".repeat(15))).isPresent();
    assertThat(secret.in("A".repeat(19) + " " + "00".repeat(14))).isEmpty();
    assertThat(PlantedSecret.isIn("x" + PlantedSecret.SECRET.toUpperCase(Locale.ROOT))).isTrue();
  }
}
