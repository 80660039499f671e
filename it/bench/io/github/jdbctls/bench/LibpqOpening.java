package io.github.jdbctls.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Lets a process of its own connect by libpq, which takes the time itself. */
final class LibpqOpening implements Contestant {
  private final Process process;
  private final BufferedReader answers;

  LibpqOpening(Path program, Material material, int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            String.join(
                " ",
                "host=localhost",
                "port=" + port,
                "dbname=" + Database.POSTGRESQL.path(),
                "user=" + Material.USER,
                // Kerberos is no part of the comparison: pgjdbc does not look for it either.
                "gssencmode=disable",
                "sslmode=verify-full",
                "sslrootcert=" + material.roots(),
                "sslcert=" + material.certificate(),
                "sslkey=" + material.key()));
    this.process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.answers = process.inputReader(StandardCharsets.US_ASCII);
  }

  @Override
  public List<String> names() {
    return List.of(Names.LIBPQ);
  }

  @Override
  public Measured[] turn() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    String nanos = answers.readLine();
    if (nanos == null) {
      throw new IOException("libpq did not connect");
    }
    return new Measured[] {new Measured(Long.parseLong(nanos), Measured.UNKNOWN, Measured.UNKNOWN)};
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.destroy();
    }
  }
}
