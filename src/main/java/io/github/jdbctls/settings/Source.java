package io.github.jdbctls.settings;

import io.github.jdbctls.SourceKind;
import java.nio.file.Path;

/** Where certificates or a key come from. Immutable; says nothing about the contents. */
public sealed interface Source {
  /** The source in words, for messages. */
  String describe();

  /** The kind of source, by which a policy tells what a URL may name. */
  SourceKind kind();

  /**
   * A file.
   *
   * @param path absolute
   */
  record File(Path path) implements Source {
    @Override
    public String describe() {
      return path.toString();
    }

    @Override
    public SourceKind kind() {
      return SourceKind.FILE;
    }
  }

  /** The JVM's default trust store: {@code javax.net.ssl.trustStore}, else cacerts. */
  record SystemRoots() implements Source {
    @Override
    public String describe() {
      return "the JVM's trust store";
    }

    @Override
    public SourceKind kind() {
      return SourceKind.SYSTEM;
    }
  }
}
