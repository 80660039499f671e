package io.github.jdbctls.settings;

import io.github.jdbctls.SourceKind;
import java.nio.file.Path;

/** Where certificates or a key come from. Immutable; says nothing about the contents. */
public sealed interface Source {
  /** The source in words, for messages; shows nothing of an inline content. */
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

  /**
   * A class path resource.
   *
   * @param name without a leading slash
   */
  record Resource(String name) implements Source {
    @Override
    public String describe() {
      return "the class path resource " + name;
    }

    @Override
    public SourceKind kind() {
      return SourceKind.CLASSPATH;
    }
  }

  /**
   * An environment variable that holds the content itself.
   *
   * @param name of the variable
   */
  record Variable(String name) implements Source {
    @Override
    public String describe() {
      return "the environment variable " + name;
    }

    @Override
    public SourceKind kind() {
      return SourceKind.ENVIRONMENT;
    }
  }

  /**
   * The content itself.
   *
   * @param content as it was written, without the scheme
   * @param form how the bytes are written in it
   */
  record Inline(Secret content, Form form) implements Source {
    /** How bytes are written in a parameter. */
    public enum Form {
      /** PEM text. */
      PEM("inline PEM"),
      /** Base64 of the bytes. */
      BASE64("inline base64");

      private final String text;

      Form(String text) {
        this.text = text;
      }
    }

    @Override
    public String describe() {
      return form.text;
    }

    @Override
    public SourceKind kind() {
      return SourceKind.INLINE;
    }
  }

  /**
   * Material that the application supplies.
   *
   * @param name under which its source is registered
   */
  record Supplied(String name) implements Source {
    @Override
    public String describe() {
      return "the supplied material " + name;
    }

    @Override
    public SourceKind kind() {
      return SourceKind.SUPPLIED;
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
