package io.github.jdbctls.bench;

/**
 * What one turn took.
 *
 * @param nanos of time
 * @param processor of it the thread was running, in nanoseconds; {@value #UNKNOWN} where that
 *     cannot be told
 * @param bytes that the thread allocated; likewise
 */
record Measured(long nanos, long processor, long bytes) {
  static final long UNKNOWN = -1;

  /** A measurement that goes on. */
  static Start start() {
    long bytes = ThisThread.allocated();
    long processor = ThisThread.running();
    return new Start(System.nanoTime(), processor, bytes);
  }

  /** The beginning of a measurement. */
  record Start(long nanos, long processor, long bytes) {
    Measured end() {
      long end = System.nanoTime();
      return new Measured(
          end - nanos, ThisThread.running() - processor, ThisThread.allocated() - bytes);
    }
  }
}
