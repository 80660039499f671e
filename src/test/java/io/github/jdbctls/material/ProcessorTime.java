package io.github.jdbctls.material;

import java.time.Duration;

/** The processor's time that this JVM has used: the machine's other work does not count. */
final class ProcessorTime {
  private ProcessorTime() {}

  /** Until now. */
  static Duration now() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /** Since an earlier moment. */
  static Duration since(Duration earlier) {
    return now().minus(earlier);
  }
}
