package io.github.jdbctls.it.rotation;

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

  /** By reflection: the module of the product does not read that of the JVM's management. */
  private static String histogram() {
    try {
      Object beans =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getPlatformMBeanServer")
              .invoke(null);
      Class<?> nameType = Class.forName("javax.management.ObjectName");
      Object commands =
          nameType
              .getConstructor(String.class)
              .newInstance("com.sun.management:type=DiagnosticCommand");
      Object histogram =
          Class.forName("javax.management.MBeanServerConnection")
              .getMethod("invoke", nameType, String.class, Object[].class, String[].class)
              .invoke(
                  beans,
                  commands,
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      if (!LINE.matcher(histogram.toString()).find()) {
        throw new IllegalStateException("no histogram: " + histogram);
      }
      return histogram.toString();
    } catch (ReflectiveOperationException e) {
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
