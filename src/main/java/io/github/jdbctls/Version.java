package io.github.jdbctls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote into the jar. */
final class Version {
  static final int MAJOR;
  static final int MINOR;

  static {
    String[] numbers = read().split("[.-]", -1);
    MAJOR = Integer.parseInt(numbers[0]);
    MINOR = Integer.parseInt(numbers[1]);
  }

  private Version() {}

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing from the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
