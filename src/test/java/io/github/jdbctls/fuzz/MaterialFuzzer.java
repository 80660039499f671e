package io.github.jdbctls.fuzz;

import io.github.jdbctls.fuzz.MaterialReading.Use;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fuzz target of the readers of material: the input is a file, which is read as the value of
 * each parameter, keys with the password of {@link SeedCorpus} and without one.
 *
 * <ol>
 *   <li>Reading ends with a result or a problem ({@link MaterialReading}).
 *   <li>No message shows the password, or fifteen characters in a row of a private key's base64.
 * </ol>
 */
public final class MaterialFuzzer {
  /** Of the seeds. */
  static final String PASSWORD = "hush, l1ttle baby";

  private static final Pattern KEY_BLOCK =
      Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----(.*?)(?:-----|$)", Pattern.DOTALL);
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]{20,}");
  private static final Path FILE = newFile("");
  private static final MaterialReading READING = new MaterialReading(newFile(chain()));

  private MaterialFuzzer() {}

  /** Runs one input; the name is the one by which the fuzzer finds it. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      Files.write(FILE, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SecretText secret = new SecretText(List.of(PASSWORD), keyBlocks(input));
    for (Use use : Use.values()) {
      READING.read(use, FILE, Optional.of(PASSWORD), secret);
    }
    READING.read(Use.SSLKEY, FILE, Optional.empty(), secret);
  }

  private static List<byte[]> keyBlocks(byte[] input) {
    Matcher blocks = KEY_BLOCK.matcher(new String(input, StandardCharsets.ISO_8859_1));
    return blocks
        .results()
        .flatMap(block -> BASE64.matcher(block.group(1)).results())
        .map(line -> line.group().getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static String chain() {
    return TestCertificate.leaf("app")
        .issuedBy(TestCertificate.authority("root").selfSigned())
        .chainPem();
  }

  private static Path newFile(String text) {
    try {
      Path file = Files.createTempFile("material", "");
      file.toFile().deleteOnExit();
      return TestCertificate.writePrivate(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
