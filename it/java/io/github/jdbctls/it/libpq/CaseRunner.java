package io.github.jdbctls.it.libpq;

import io.github.jdbctls.it.jvm.FreshJvm;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.net.ScriptedProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Plays cases, one after the other. */
final class CaseRunner implements AutoCloseable {
  private final Path folder;
  private final LibpqPki pki = new LibpqPki();
  private final LibpqServer server;

  /** Makes the PKI, writes its files into the folder, and starts the server. */
  CaseRunner(Path folder) throws Exception {
    this.folder = folder;
    this.server = LibpqServer.start(pki, LibpqFiles.write(pki, folder));
  }

  /** Plays a case. */
  Evidence play(LibpqCase libpqCase) throws IOException, InterruptedException, SQLException {
    server.become(libpqCase.server());
    if (libpqCase.server().front().isEmpty()) {
      return play(libpqCase.client(), server.port(), null);
    }
    Front front = libpqCase.server().front().get();
    try (ScriptedProxy proxy =
        ScriptedProxy.before(server.port(), front.script().apply(pki), front.clearText())) {
      return play(libpqCase.client(), proxy.port(), proxy);
    }
  }

  private Evidence play(Client client, int port, @Nullable ScriptedProxy proxy)
      throws IOException, InterruptedException {
    String url = client.url(folder, port, ClosedPort.find());
    long before = server.log().position();
    Observed observed =
        client.jvm().isPresent() ? elsewhere(client.jvm().get(), url) : Observed.of(url);
    return new Evidence(
        observed, server.log().since(before), proxy == null ? 0 : proxy.connections());
  }

  private Observed elsewhere(Jvm jvm, String url) throws IOException, InterruptedException {
    FreshJvm.Run run = jvm.fresh(folder).run(ObserveProgram.class, url);
    if (run.exitCode() != 0) {
      throw new IllegalStateException(run.errors());
    }
    return Observed.parse(run.output().strip());
  }

  @Override
  public void close() throws IOException, SQLException {
    server.close();
  }
}
