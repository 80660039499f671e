package io.github.jdbctls.fuzz;

import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.MaterialFile;
import io.github.jdbctls.pki.MaterialFiles;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the fuzzer starts from: a file of each container with keys made for this run, URLs with a
 * secret in each place, and the regression inputs.
 */
public final class SeedCorpus {
  private static final List<String> URL_TEXTS =
      List.of(
          "h1:5432,[::1]/db\nsslmode=require&sslrootcert=/x/ca.pem\n\n\n",
          "app\nuser=a\n\n&hostaddr=127.0.0.1\nh/d?sslmode=verify-full&channel_binding=require",
          "\n\nx%40\ny\n@db.example.com:1/db?connect_timeout=3",
          "h/d\nsslcert=~/a&sslcrldir=/c&ssl_min_protocol_version=TLSv1.2\n\n\n&sslsni=0");
  private static final int PLACES = 36;

  private SeedCorpus() {}

  /** Writes both corpora into the folders {@code material} and {@code url} of the given one. */
  public static void main(String... arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    writeMaterial(Files.createDirectories(folder.resolve("material")));
    writeUrls(Files.createDirectories(folder.resolve("url")));
    for (String target : List.of("material", "url")) {
      for (Path input : RegressionInputs.of(target)) {
        Path seed = folder.resolve(target).resolve("regression-" + input.getFileName());
        Files.write(seed, Files.readAllBytes(input));
      }
      try (Stream<Path> seeds = Files.list(folder.resolve(target))) {
        System.out.println(target + ": " + seeds.count() + " inputs to start from");
      }
    }
  }

  private static void writeMaterial(Path folder) throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate ec = TestCertificate.leaf("app").issuedBy(root);
    TestCertificate rsa =
        TestCertificate.leaf("app").algorithm(KeyAlgorithm.RSA_1024).issuedBy(root);
    for (MaterialFile file : MaterialFiles.all(ec, rsa, MaterialFuzzer.PASSWORD)) {
      Files.write(folder.resolve("seed-" + file.name().replace(' ', '-')), file.bytes());
    }
  }

  private static void writeUrls(Path folder) throws IOException {
    for (int place = 0; place < PLACES; place++) {
      for (int i = 0; i < URL_TEXTS.size(); i++) {
        String text = (char) place + URL_TEXTS.get(i);
        Files.write(
            folder.resolve("seed-" + place + "-" + i), text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
