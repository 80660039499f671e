package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads where a password comes from.
 *
 * <ol>
 *   <li>Empty: there is none, as for libpq.
 *   <li>{@code env:}, in any case: an environment variable by its name ({@link VariableName}).
 *   <li>{@code file:}, in any case: a file by its URI ({@link FileUri}), or below {@code ~}; its
 *       first line is the password.
 *   <li>Any other text is the password itself. One that begins like a reference has to stand in a
 *       variable or file.
 *   <li>{@code sslpasswordcallback} names a class ({@link CallbackText}); beside {@code
 *       sslpassword} it is an error.
 * </ol>
 *
 * <p>No message repeats the value. Immutable.
 *
 * @param sources by which files are read
 */
record PasswordText(SourceText sources) implements AgreedValues.Reading<Optional<PasswordSource>> {
  /** The password of the key. */
  Optional<Setting<PasswordSource>> ofKey(AgreedValues values) throws ProblemException {
    Optional<Setting<PasswordSource>> password =
        ChosenFiles.named(values, Parameter.SSLPASSWORD, this);
    Optional<Setting<PasswordSource>> callback =
        values.has(Parameter.SSLPASSWORDCALLBACK)
            ? ChosenFiles.named(values, Parameter.SSLPASSWORDCALLBACK, CallbackText::read)
            : Optional.empty();
    if (password.isPresent() && callback.isPresent()) {
      throw Problem.of(
              TlsFailure.CONFLICTING_PARAMETER,
              password.get().origin().describe()
                  + " and "
                  + callback.get().origin().describe()
                  + " both give the password of the key")
          .exception();
    }
    return password.isPresent() ? password : callback;
  }

  /** The password of the trust store. */
  Optional<Setting<PasswordSource>> ofRoots(AgreedValues values) throws ProblemException {
    return ChosenFiles.named(values, Parameter.SSLROOTCERTPASSWORD, this);
  }

  /** Reads the value of {@code sslpassword} or {@code sslrootcertpassword}. */
  @Override
  public Optional<PasswordSource> read(Written written) throws ProblemException {
    String text = written.text().reveal();
    String start = text.toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (start.startsWith(PasswordSource.VARIABLE)) {
      String name =
          VariableName.read(
              written.origin(), text.substring(PasswordSource.VARIABLE.length()).strip());
      return Optional.of(new PasswordSource.Variable(name));
    }
    if (start.startsWith(PasswordSource.FILE)) {
      String rest = text.substring(PasswordSource.FILE.length()).strip();
      return Optional.of(new PasswordSource.FirstLine(sources.file(written.origin(), rest)));
    }
    return Optional.of(new PasswordSource.Given(written.text()));
  }
}
