package io.github.jdbctls.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this thread has used since it was started. */
final class ThisThread {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ThisThread() {}

  /** Returns the bytes that it has allocated. */
  @SuppressWarnings("deprecation") // The other name of it came with JDK 19.
  static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** Returns the nanoseconds that it was running. */
  static long running() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
