package io.github.jdbctls.it.material;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.Refusal;
import io.github.jdbctls.it.Requirement;
import io.github.jdbctls.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that messages give run as they stand there, and what they write is read. */
class ConversionCommandsIT {
  private static final TestCertificate ROOT = TestCertificate.authority("root").selfSigned();
  private static final String COMMAND = "Convert it: ";

  @TempDir Path folder;

  /** A root certificate in a form that is not read, with a command that converts it. */
  enum Form {
    BASE64_OF_PEM("base64"),
    BASE64_OF_DER("base64"),
    REPLACED_DASHES("sed"),
    JSON("jq"),
    GZIP("gzip");

    private final String program;

    Form(String program) {
      this.program = program;
    }

    private byte[] bytes() throws Exception {
      String pem = ROOT.pem();
      return switch (this) {
        case BASE64_OF_PEM -> Base64.getMimeEncoder().encode(pem.getBytes(UTF_8));
        case BASE64_OF_DER -> Base64.getEncoder().encode(ROOT.certificate().getEncoded());
        case REPLACED_DASHES -> pem.replace("-----", "\u2014\u2013\u2014").getBytes(UTF_8);
        case JSON ->
            ("{\"data\": {\"issuing_ca\": \"" + pem.replace("\n", "\\n") + "\"}, \"lease\": 0}")
                .getBytes(UTF_8);
        case GZIP -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(pem.getBytes(UTF_8));
          }
          yield out.toByteArray();
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void convertAFileWhateverItsName(Form form) throws Exception {
    Requirement.met(
        run("command -v " + form.program) == 0, form.program, "there is no such command");
    Path file = Files.write(folder.resolve("it's a root"), form.bytes());
    TlsException refused = Refusal.of(() -> connect(file));
    assertThat(refused.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    String message = String.valueOf(refused.getMessage());

    String command = message.substring(message.indexOf(COMMAND) + COMMAND.length());

    assertThat(run(command)).as(command).isZero();
    Path converted;
    try (Stream<Path> files = Files.list(folder)) {
      converted = files.filter(f -> !f.equals(file)).findFirst().orElseThrow();
    }
    assertThatThrownBy(() -> connect(converted))
        .isInstanceOf(SQLException.class)
        .isNotInstanceOf(TlsException.class);
  }

  /** Nobody listens at the port: once the file is read the driver says so. */
  private static Connection connect(Path roots) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("sslrootcert", roots.toString());
    return DriverManager.getConnection("jdbc:tls:postgresql://127.0.0.1:1/db", properties);
  }

  private static int run(String command) throws Exception {
    Process process =
        new ProcessBuilder(List.of("sh", "-c", command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
