package io.github.jdbctls.fuzz;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.Identity;
import io.github.jdbctls.material.IdentityReader;
import io.github.jdbctls.material.RevocationListReader;
import io.github.jdbctls.material.TrustMaterialReader;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.RevocationSources;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a file as the value of a parameter, and holds the outcome against what is promised for any
 * file: a result or a {@link ProblemException}, with a message that can be read and in which no
 * secret is shown. Immutable.
 */
public final class MaterialReading {
  private static final int LONGEST_MESSAGE = 4000;

  /** The parameter that names the file. */
  public enum Use {
    SSLCERT,
    SSLKEY,
    SSLROOTCERT,
    SSLCRL;

    private Setting<Source> source(Path file) {
      return new Setting<>(
          new Source.File(file), new Origin(Origin.Kind.URL, name().toLowerCase(Locale.ROOT)));
    }
  }

  private final Path chain;

  /** Takes the certificate of which the files might be the key. */
  public MaterialReading(Path chain) {
    this.chain = chain;
  }

  /**
   * Reads.
   *
   * @param password of the key; may be absent, not empty
   * @param secret that may not be shown
   * @return why the file was refused; empty if it was not
   * @throws AssertionError if a promise is broken
   */
  public Optional<Problem> read(Use use, Path file, Optional<String> password, SecretText secret) {
    Object result;
    try {
      result = result(use, file, password);
    } catch (ProblemException e) {
      requireHidden(e, secret, use);
      return Optional.of(e.problem());
    } catch (RuntimeException | Error e) {
      throw new AssertionError(use + ": reading ended with " + e, e);
    }
    requireHidden(new Exception(String.valueOf(result)), secret, use);
    return Optional.empty();
  }

  private Object result(Use use, Path file, Optional<String> password) throws ProblemException {
    Setting<Source> source = use.source(file);
    return switch (use) {
      case SSLCERT -> identity(source, Optional.empty(), password);
      case SSLKEY -> identity(Use.SSLCERT.source(chain), Optional.of(source), password);
      case SSLROOTCERT -> TrustMaterialReader.read(source, secret(password)).source();
      case SSLCRL ->
          RevocationListReader.read(new RevocationSources(Optional.of(source), Optional.empty()))
              .map(lists -> lists.source())
              .orElse("");
    };
  }

  private static Object identity(
      Setting<Source> certificate, Optional<Setting<Source>> key, Optional<String> password)
      throws ProblemException {
    Identity identity =
        IdentityReader.read(Optional.of(certificate), key, secret(password)).orElseThrow();
    return identity + " " + identity.warnings();
  }

  private static Optional<Setting<PasswordSource>> secret(Optional<String> password) {
    return password.map(
        text ->
            new Setting<>(
                new PasswordSource.Given(Secret.of(text)),
                new Origin(Origin.Kind.PROPERTIES, "sslpassword")));
  }

  private static void requireHidden(Exception e, SecretText secret, Use use) {
    int length = e.toString().length();
    if (length > LONGEST_MESSAGE) {
      throw new AssertionError(use + ": a message of " + length + " characters", e);
    }
    secret
        .in(e)
        .ifPresent(
            part -> {
              throw new AssertionError(use + ": \"" + part + "\" is shown", e);
            });
  }
}
