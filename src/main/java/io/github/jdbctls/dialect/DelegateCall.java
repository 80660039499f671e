package io.github.jdbctls.dialect;

import java.util.Map;

/**
 * How the delegate's {@code connect} is called for one attempt. Immutable; prints no property.
 *
 * @param url bare: host, port, database
 * @param properties everything else
 */
public record DelegateCall(String url, Map<String, String> properties) {
  /** Copies the map. */
  public DelegateCall {
    properties = Map.copyOf(properties);
  }

  @Override
  public String toString() {
    return url;
  }
}
