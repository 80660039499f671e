package io.github.jdbctls.protocol;

/** What an attempt puts on the wire. */
public enum Transport {
  /** Clear text, because the mode allows it. */
  PLAIN,
  /** TLS, and before it nothing but the request for it. */
  TLS,
  /** TLS, and nothing before it. */
  DIRECT_TLS
}
