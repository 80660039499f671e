package io.github.jdbctls.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.Tool;
import io.github.jdbctls.pki.KeyAlgorithm;
import io.github.jdbctls.pki.TestCertificate;
import java.io.BufferedReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose certificate is good, and whose handshake of TLS 1.2 is weak. */
@Timeout(120)
class WeakHandshakeIT {
  private static final String BY_FIELD = "DHE-RSA-AES256-GCM-SHA384";

  /** How the server says that a handshake came to its end. */
  private static final String DONE = "CIPHER is ";

  private static final TestCertificate ROOT =
      TestCertificate.authority("root").algorithm(KeyAlgorithm.RSA_2048).selfSigned();
  private static final TestCertificate SERVER =
      TestCertificate.leaf("localhost")
          .algorithm(KeyAlgorithm.RSA_2048)
          .dnsName("localhost")
          .issuedBy(ROOT);

  @TempDir private static Path folder;
  private static Path root;
  private static Path chain;
  private static Path key;

  @BeforeAll
  static void write() throws Exception {
    Tool.openssl();
    root = ROOT.writeChain(folder.resolve("root.crt"));
    chain = SERVER.writeChain(folder.resolve("server.crt"));
    key = SERVER.writeKey(folder.resolve("server.key"));
    write("1024", DHStandardGroups.rfc2409_1024);
    write("2048", DHStandardGroups.rfc3526_2048);
  }

  /** Groups that have no name in TLS. */
  private static void write(String bits, DHParameters parameters) throws Exception {
    byte[] encoded =
        new DERSequence(
                new ASN1Integer[] {
                  new ASN1Integer(parameters.getP()), new ASN1Integer(parameters.getG())
                })
            .getEncoded();
    assertThat(parameters.getP().bitLength()).isEqualTo(Integer.parseInt(bits));
    assertThat(parameters.getG()).isEqualTo(BigInteger.TWO);
    String text = Base64.getMimeEncoder().encodeToString(encoded);
    Files.writeString(
        folder.resolve(bits),
        "-----BEGIN DH PARAMETERS-----\n" + text + "\n-----END DH PARAMETERS-----\n");
  }

  @ParameterizedTest
  @CsvSource({"require", "verify-ca", "verify-full"})
  void refusesAKeyOf1024BitsForTheAgreement(String mode) throws Exception {
    Ended strong = connect(mode, BY_FIELD, "-dhparam", folder.resolve("2048").toString());
    Ended weak = connect(mode, BY_FIELD, "-dhparam", folder.resolve("1024").toString());

    assertThat(strong.server()).contains(DONE + BY_FIELD);
    assertThat(weak.server()).noneMatch(line -> line.startsWith(DONE));
    assertThat(weak.client())
        .isInstanceOfSatisfying(
            TlsException.class,
            e -> assertThat(e.failure()).isEqualTo(TlsFailure.HANDSHAKE_FAILED));
  }

  /**
   * What came of it.
   *
   * @param server the lines that the server printed
   * @param client what our connect ended with: the server is no database
   */
  private record Ended(List<String> server, Throwable client) {}

  private static Ended connect(String mode, String suite, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "0"));
    command.addAll(List.of("-naccept", "1", "-tls1_2", "-cipher", suite + ":@SECLEVEL=0"));
    command.addAll(List.of("-cert_chain", chain.toString(), "-cert", chain.toString()));
    command.addAll(List.of("-key", key.toString()));
    command.addAll(List.of(options));
    Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = server.inputReader()) {
      String accepting = next(lines, said, "ACCEPT ");
      String port = accepting.substring(accepting.lastIndexOf(':') + 1);
      CompletableFuture<Throwable> client = new CompletableFuture<>();
      Thread thread = new Thread(() -> client.complete(refusal(mode, port)), "client");
      thread.start();
      next(lines, said, DONE);
      server.destroyForcibly();
      return new Ended(said, client.get(60, TimeUnit.SECONDS));
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  /** Reads until such a line, or the end. */
  private static String next(BufferedReader lines, List<String> said, String start)
      throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.startsWith(start)) {
        return line;
      }
    }
    return "";
  }

  private static Throwable refusal(String mode, String port) {
    String url =
        "jdbc:tls:redis://localhost:%s/0?timeout=30000&sslmode=%s&sslrootcert=%s"
            .formatted(port, mode, root);
    return catchThrowable(() -> DriverManager.getConnection(url).close());
  }
}
