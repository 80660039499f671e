package io.github.jdbctls.context;

import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.util.Optional;

/**
 * What tells one source of certificates, keys or passwords from another, as long as a context
 * lives. Holds no secret and keeps no class loader. Immutable.
 *
 * <ol>
 *   <li>A file is told by its path, a variable by its name: variables do not change while the JVM
 *       runs.
 *   <li>A content or password that was given itself is told by its {@link SecretFingerprint}.
 *   <li>What is found on the class path, a resource or the class of a callback, is told by its name
 *       and the context class loader: applications in one JVM have their own by the same name.
 * </ol>
 *
 * @param kind of source
 * @param name by which it is told from others of its kind
 * @param loader by which it is found, if it is found by one
 */
record SourceKey(Kind kind, String name, Optional<LoaderIdentity> loader) {
  /** Kinds of source, of bytes and of passwords. */
  enum Kind {
    FILE,
    SYSTEM,
    VARIABLE,
    RESOURCE,
    PEM,
    BASE64,
    PASSWORD,
    CALLBACK,
    SUPPLIED
  }

  /** The key of a source. */
  static SourceKey of(Source source) {
    if (source instanceof Source.File file) {
      return new SourceKey(Kind.FILE, file.path().toString(), Optional.empty());
    }
    if (source instanceof Source.Resource resource) {
      return found(Kind.RESOURCE, resource.name());
    }
    if (source instanceof Source.Variable variable) {
      return new SourceKey(Kind.VARIABLE, variable.name(), Optional.empty());
    }
    if (source instanceof Source.Supplied supplied) {
      return new SourceKey(Kind.SUPPLIED, supplied.name(), Optional.empty());
    }
    if (source instanceof Source.Inline inline) {
      Kind kind =
          switch (inline.form()) {
            case PEM -> Kind.PEM;
            case BASE64 -> Kind.BASE64;
          };
      return new SourceKey(kind, SecretFingerprint.of(inline.content()), Optional.empty());
    }
    return new SourceKey(Kind.SYSTEM, "", Optional.empty());
  }

  /** The key of where a password comes from. */
  static SourceKey of(PasswordSource password) {
    if (password instanceof PasswordSource.Given given) {
      return new SourceKey(Kind.PASSWORD, SecretFingerprint.of(given.password()), Optional.empty());
    }
    if (password instanceof PasswordSource.Callback callback) {
      return found(Kind.CALLBACK, callback.className());
    }
    return of(password.source().orElseThrow());
  }

  /** The key of a source, if there is one. */
  static Optional<SourceKey> ofSource(Optional<Setting<Source>> source) {
    return source.isPresent() ? Optional.of(of(source.get().value())) : Optional.empty();
  }

  /** The key of where a password comes from, if there is one. */
  static Optional<SourceKey> ofPassword(Optional<Setting<PasswordSource>> password) {
    return password.isPresent() ? Optional.of(of(password.get().value())) : Optional.empty();
  }

  /**
   * Of the name alone. Written out: what a record has by itself is put together of dozens of
   * classes when it is first called, which is in the first connect of a JVM.
   */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  private static SourceKey found(Kind kind, String name) {
    return new SourceKey(kind, name, Optional.of(LoaderIdentity.ofThread()));
  }
}
