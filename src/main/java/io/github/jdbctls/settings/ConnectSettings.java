package io.github.jdbctls.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one connect was asked for: our part, the driver's part, and what the user should know.
 * Immutable.
 *
 * @param tls everything about TLS
 * @param delegateProperties what the driver is told, {@code user} and {@code password} included;
 *     nothing about TLS
 * @param warnings sentences for the log, without secrets
 * @param defaultFiles what was asked of the file system
 */
public record ConnectSettings(
    TlsSettings tls,
    Map<String, String> delegateProperties,
    List<String> warnings,
    DefaultFileAnswers defaultFiles) {

  /** Keeps unmodifiable copies. */
  public ConnectSettings {
    delegateProperties = Map.copyOf(delegateProperties);
    warnings = List.copyOf(warnings);
  }

  /** Prints the names of the driver's properties only: any value may be a secret. */
  @Override
  public String toString() {
    Set<String> names = new TreeSet<>(delegateProperties.keySet());
    return "ConnectSettings[" + tls + ", driver's properties " + names + "]";
  }
}
