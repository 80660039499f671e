package io.github.jdbctls.it.rotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects that are alive, after a full collection. Immutable.
 *
 * @param instances of each class of ours and of TLS; of all, the names alone would count as growth
 * @param bytes of all
 */
record LiveObjects(Map<String, Long> instances, long bytes) {
  private static final Pattern LINE =
      Pattern.compile("^ *\\d+: +(\\d+) +(\\d+) +(\\S+)", Pattern.MULTILINE);

  LiveObjects {
    instances = Map.copyOf(instances);
  }

  /** Counts them. */
  static LiveObjects count() {
    Map<String, Long> instances = new TreeMap<>();
    long bytes = 0;
    Matcher line = LINE.matcher(histogram());
    while (line.find()) {
      if (isOfTls(line.group(3))) {
        instances.merge(line.group(3), Long.valueOf(line.group(1)), Long::sum);
      }
      bytes += Long.parseLong(line.group(2));
    }
    return new LiveObjects(instances, bytes);
  }

  private static String histogram() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      Process process = new ProcessBuilder(jcmd, self, "GC.class_histogram").start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0 || !LINE.matcher(output).find()) {
        throw new IllegalStateException(jcmd + " says no histogram: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOfTls(String name) {
    return CreatedThreads.isOurs(name)
        || name.startsWith("javax.net.ssl.")
        || name.startsWith("sun.security.");
  }

  /** The classes of which there are more now, by at least so many. */
  Map<String, Long> grownSince(LiveObjects before, long least) {
    Map<String, Long> grown = new TreeMap<>();
    instances.forEach(
        (name, number) -> {
          long more = number - before.instances.getOrDefault(name, 0L);
          if (more >= least) {
            grown.put(name, more);
          }
        });
    return grown;
  }
}
