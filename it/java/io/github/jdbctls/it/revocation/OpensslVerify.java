package io.github.jdbctls.it.revocation;

import io.github.jdbctls.it.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The command {@code openssl verify}, which is what libpq does with the same files. */
final class OpensslVerify {
  /**
   * What it answers.
   *
   * @param accepted whether it accepts the chain
   * @param output in its own words
   */
  record Answer(boolean accepted, String output) {}

  private OpensslVerify() {}

  /** Ends the running test as {@link Requirement} says where there is no OpenSSL 3. */
  static void require() throws InterruptedException {
    String version;
    try {
      version = run("openssl", "version").output();
    } catch (IOException e) {
      throw Requirement.missing("openssl", String.valueOf(e.getMessage()));
    }
    Requirement.met(version.startsWith("OpenSSL 3."), "OpenSSL 3", version);
  }

  /**
   * Verifies a server's certificate.
   *
   * @param store the roots and the lists, as libpq puts both into one store
   * @param sent the intermediates
   */
  static Answer verify(Path store, Path sent, Path leaf) throws IOException, InterruptedException {
    return run(
        "openssl",
        "verify",
        "-no-CApath",
        "-no-CAstore",
        "-auth_level",
        "2",
        "-purpose",
        "sslserver",
        "-crl_check_all",
        "-CAfile",
        store.toString(),
        "-untrusted",
        sent.toString(),
        leaf.toString());
  }

  private static Answer run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroy();
      throw new IOException("openssl does not end");
    }
    return new Answer(process.exitValue() == 0, output);
  }
}
