package io.github.jdbctls.it.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Draws configurations from a seed and compares what becomes of each. */
final class DifferentialRun {
  /** How many clients meet each server. */
  static final int CLIENTS = 4;

  private final long seed;
  private final Path folder;
  private final DifferentialServer server;
  private final Oracles oracles;
  private final ExecutorService workers;
  private final SharedKeys keys = new SharedKeys();
  private final ClientFiles clientFiles;

  DifferentialRun(
      long seed, Path folder, DifferentialServer server, Oracles oracles, ExecutorService workers)
      throws IOException {
    this.seed = seed;
    this.folder = folder;
    this.server = server;
    this.oracles = oracles;
    this.workers = workers;
    this.clientFiles = new ClientFiles(Files.createDirectories(folder.resolve("clients")), keys);
  }

  /**
   * Compares all clients of the server with this number; none if PostgreSQL's TLS library does not
   * take the server's certificate. Files are kept only if a comparison fails.
   */
  void server(int number, Report report)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    int first = number * CLIENTS;
    compare(number, IntStream.range(first, first + CLIENTS), report);
  }

  /** Compares the one client with this index. */
  void client(int index, Report report)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    compare(index / CLIENTS, IntStream.of(index), report);
  }

  private void compare(int number, IntStream clients, Report report)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    ServerSetup setup = ServerSetup.draw(Draw.of(seed, "server", number), number);
    ServerChain chain = ServerChain.of(setup, keys);
    Path files = Files.createDirectories(folder.resolve("server-" + number));
    Optional<String> objection = server.become(chain, clientFiles.root(), files);
    if (objection.isPresent()) {
      report.skipped(setup, objection.get());
      return;
    }
    List<Callable<List<Comparison>>> tasks = new ArrayList<>();
    clients.forEach(
        index -> tasks.add(() -> compare(index, chain, files.resolve("client-" + index))));
    boolean failed = false;
    for (Future<List<Comparison>> done : workers.invokeAll(tasks)) {
      failed |= report.add(done.get());
    }
    if (!failed) {
      Folders.delete(files);
    }
  }

  private List<Comparison> compare(int index, ServerChain chain, Path files)
      throws IOException, InterruptedException {
    Files.createDirectory(files);
    ClientSetup client =
        ClientTurns.apply(index, ClientSetup.draw(Draw.of(seed, "client", index), chain.setup()));
    Configuration configuration =
        new Configuration(index, chain.setup(), client, parameters(client, chain, files));
    try {
      return oracles.compare(configuration, other -> parameters(other, chain, files));
    } catch (IOException | IllegalStateException e) {
      throw new IllegalStateException(configuration.describe(), e);
    }
  }

  private Map<String, String> parameters(ClientSetup client, ServerChain chain, Path files)
      throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("host", client.host());
    parameters.put("hostaddr", "127.0.0.1");
    parameters.put("port", Integer.toString(server.port()));
    parameters.put("dbname", client.access().database());
    parameters.put("user", client.access().user());
    parameters.put("password", DifferentialServer.PASSWORD);
    client.mode().ifPresent(mode -> parameters.put("sslmode", mode));
    client.root().write(chain, files).ifPresent(root -> parameters.put("sslrootcert", root));
    parameters.putAll(clientFiles.parameters(client.identity()));
    parameters.putAll(new RevocationFiles(chain, client.revocation(), files).parameters());
    parameters.putAll(client.others());
    return parameters;
  }
}
