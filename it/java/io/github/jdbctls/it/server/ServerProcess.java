package io.github.jdbctls.it.server;

import io.github.jdbctls.it.postgres.ServerLog;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The running program of a server, which writes to a log.
 *
 * @param log the file to which it and its predecessors write
 */
record ServerProcess(Process process, ServerLog log) {
  /** On a machine with much else to do a server that starts in a second has taken half a minute. */
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** A question to the server; it fails until the server is ready. */
  interface Question {
    void ask() throws IOException;
  }

  static ServerProcess start(List<String> command, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Path folder = log.toAbsolutePath().getParent();
    builder.directory(folder == null ? null : folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    Process process = Leftovers.register(builder.start());
    process.getOutputStream().close();
    return new ServerProcess(process, new ServerLog(log));
  }

  /**
   * Returns when the question is answered.
   *
   * @throws IllegalStateException if the server ends instead, with what it has written
   */
  void awaitReady(Question question) throws IOException {
    Instant deadline = Instant.now().plus(READY_WITHIN);
    while (true) {
      try {
        question.ask();
        return;
      } catch (IOException e) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          kill();
          throw new IllegalStateException("does not start: " + log.since(0), e);
        }
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        kill();
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Runs a program to its end. */
  static void run(List<String> command, Path log) throws IOException {
    ServerProcess program = start(command, log);
    if (Leftovers.join(program.process) != 0) {
      throw new IllegalStateException(command + ": " + program.log.since(0));
    }
  }

  /** Asks the program to end, and kills it if it does not. */
  void stop() {
    process.destroy();
    try {
      process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  void kill() {
    Leftovers.kill(process);
  }
}
