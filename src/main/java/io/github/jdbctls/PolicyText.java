package io.github.jdbctls;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The keys and values of a policy file, each key once. Immutable.
 *
 * @param name of the file, as it was given
 */
record PolicyText(String name) {
  /**
   * Reads the entries, in the order of their keys.
   *
   * @throws ProblemException with {@link TlsFailure#INVALID_POLICY} if the file is missing,
   *     unreadable or malformed, or sets a key twice
   */
  Map<String, String> entries() throws ProblemException {
    List<String> repeated = new ArrayList<>();
    Properties properties =
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
              repeated.add((String) key);
            }
            return super.put(key, value);
          }
        };
    try (Reader reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | InvalidPathException e) {
      throw new ProblemException(
          problem(
                  "cannot be read",
                  "Let the system property "
                      + TlsPolicy.FILE_PROPERTY
                      + " name a file that this process can read.")
              .withCause(e));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          problem("has a malformed \\u escape", "Correct the escape.").withCause(e));
    }
    if (!repeated.isEmpty()) {
      throw invalid("sets \"" + repeated.get(0) + "\" twice", "Keep one of the two.");
    }
    Map<String, String> entries = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> entries.put(k, properties.getProperty(k)));
    return entries;
  }

  /** The problem that the file has something wrong. */
  ProblemException invalid(String found, String remedy) {
    return problem(found, remedy).exception();
  }

  private Problem problem(String found, String remedy) {
    return Problem.of(TlsFailure.INVALID_POLICY, "the policy file \"" + name + "\" " + found)
        .withRemedy(remedy);
  }
}
