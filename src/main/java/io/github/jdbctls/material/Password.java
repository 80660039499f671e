package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The password of a key or key store, which may be absent; an empty one is none, as for libpq.
 *
 * <p>It is fetched when it is first asked for, and once: a variable that is not set, a file that
 * others can read or a callback that fails do no harm to a key that needs no password. Closing it
 * wipes it. Not thread-safe; prints no secret.
 */
final class Password implements AutoCloseable {
  private final Optional<Setting<PasswordSource>> setting;
  private final String opened;
  private final boolean enforcesPermissions;
  private final Environment environment;
  private final List<Stamp> stamps = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private char @Nullable [] fetched;

  /** A password whose file, if it comes from one, must be closed to others. */
  Password(Optional<Setting<PasswordSource>> setting, String opened) {
    this(setting, opened, true, Environment.ofProcess());
  }

  /**
   * A password.
   *
   * @param setting where it comes from and where that was given
   * @param opened what it opens, in words, for whoever is asked
   * @param enforcesPermissions whether a password file that others can read is an error
   * @param environment where a variable is looked up
   */
  Password(
      Optional<Setting<PasswordSource>> setting,
      String opened,
      boolean enforcesPermissions,
      Environment environment) {
    this.setting = setting;
    this.opened = opened;
    this.enforcesPermissions = enforcesPermissions;
    this.environment = environment;
  }

  /** Whether there is none. */
  boolean isAbsent() throws ProblemException {
    return fetch().length == 0;
  }

  /** The characters, for the caller to wipe; none if the password is absent. */
  char[] characters() throws ProblemException {
    return fetch().clone();
  }

  /** Of the file that it was taken from; none as long as it was not needed. */
  List<Stamp> stamps() {
    return List.copyOf(stamps);
  }

  /** Sentences for the log, about what was let pass. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private char[] fetch() throws ProblemException {
    char[] characters = fetched;
    if (characters == null) {
      characters = setting.isEmpty() ? new char[0] : fetch(setting.get());
      fetched = characters;
    }
    return characters;
  }

  private char[] fetch(Setting<PasswordSource> from) throws ProblemException {
    PasswordSource source = from.value();
    if (source instanceof PasswordSource.Given given) {
      return given.password().reveal().toCharArray();
    }
    if (source instanceof PasswordSource.Variable variable) {
      return ofVariable(from, variable);
    }
    if (source instanceof PasswordSource.FirstLine line) {
      PasswordFile file =
          PasswordFile.read(Place.of(from.origin(), line.path()), enforcesPermissions);
      stamps.addAll(file.stamps());
      file.warning().ifPresent(warnings::add);
      return file.firstLine();
    }
    return new PasswordCallbacks(from.origin(), opened)
        .ask(((PasswordSource.Callback) source).className());
  }

  /** Without a line break at its end, which is there by mistake. */
  private char[] ofVariable(Setting<PasswordSource> from, PasswordSource.Variable variable)
      throws ProblemException {
    String value = environment.variable(variable.name());
    String password = value == null ? "" : value.replaceFirst("\\R\\z", "");
    if (password.isEmpty()) {
      throw Problem.of(
              TlsFailure.KEY_PASSWORD_MISSING,
              "the environment variable "
                  + variable.name()
                  + " ("
                  + from.origin().describe()
                  + ") is "
                  + (value == null ? "not set" : "empty")
                  + ", and the password is needed")
          .withRemedy("Set it in the environment of this process, or correct the name.")
          .exception();
    }
    return password.toCharArray();
  }

  private boolean isBeyondAscii() throws ProblemException {
    for (char c : fetch()) {
      if (c > '~') {
        return true;
      }
    }
    return false;
  }

  /** That the key of this file is encrypted and there is no password. */
  static ProblemException missing(Place place, String what) {
    return place
        .problem(
            TlsFailure.KEY_PASSWORD_MISSING, "is " + what + ", and no password was given for it")
        .exception();
  }

  /** That the password does not open the key of this file. */
  ProblemException wrong(Place place, String what, @Nullable Exception cause)
      throws ProblemException {
    Problem problem =
        place.problem(
            TlsFailure.KEY_PASSWORD_WRONG,
            "is "
                + what
                + ", which the password of "
                + setting.map(s -> s.origin().describe()).orElse("nobody")
                + " does not open");
    if (isBeyondAscii()) {
      problem =
          problem.withRemedy(
              "Correct sslpassword. If it is right, encrypt the key with one of ASCII characters:"
                  + " others are read in more than one way.");
    }
    return (cause == null ? problem : problem.withCause(cause)).exception();
  }

  /** Wipes it. */
  @Override
  public void close() {
    if (fetched != null) {
      Arrays.fill(fetched, '\0');
    }
  }
}
