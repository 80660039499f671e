package io.github.jdbctls.settings;

/**
 * A value as somebody wrote it, not yet read. Immutable.
 *
 * @param origin where it stands
 * @param text which may be a secret
 */
record Written(Origin origin, Secret text) {
  Written(Origin.Kind kind, String name, String text) {
    this(new Origin(kind, name), Secret.of(text));
  }
}
