package io.github.jdbctls.it.net;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of test servers: a limited number, and none that keeps the JVM alive. */
final class DaemonThreads {
  private DaemonThreads() {}

  /** Makes threads as they are needed; a task beyond the limit is rejected. */
  static ExecutorService atMost(int limit, String name) {
    return new ThreadPoolExecutor(
        0,
        limit,
        1,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
