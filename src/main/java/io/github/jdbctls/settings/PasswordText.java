package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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
 *   <li>{@code sslpasswordcallback} names a class; beside {@code sslpassword} it is an error.
 * </ol>
 *
 * <p>No message repeats the value. Immutable.
 *
 * @param sources by which files are read
 */
record PasswordText(SourceText sources) {
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
              + "(?:\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");
  private static final int LONGEST_CLASS_NAME = 512;

  /** The password of the key. */
  Optional<Setting<PasswordSource>> ofKey(AgreedValues values) throws ProblemException {
    Optional<Setting<PasswordSource>> password =
        ChosenFiles.named(values, Parameter.SSLPASSWORD, this::read);
    Optional<Setting<PasswordSource>> callback =
        ChosenFiles.named(values, Parameter.SSLPASSWORDCALLBACK, PasswordText::callback);
    if (password.isPresent() && callback.isPresent()) {
      throw Problem.of(
              TlsFailure.CONFLICTING_PARAMETER,
              password.get().origin().describe()
                  + " and "
                  + callback.get().origin().describe()
                  + " both give the password of the key")
          .exception();
    }
    return password.or(() -> callback);
  }

  /** The password of the trust store. */
  Optional<Setting<PasswordSource>> ofRoots(AgreedValues values) throws ProblemException {
    return ChosenFiles.named(values, Parameter.SSLROOTCERTPASSWORD, this::read);
  }

  private Optional<PasswordSource> read(Written written) throws ProblemException {
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

  private static Optional<PasswordSource> callback(Written written) throws ProblemException {
    String text = written.text().reveal();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.length() > LONGEST_CLASS_NAME || !CLASS_NAME.matcher(text).matches()) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE, written.origin().describe() + " is not the name of a class")
          .withRemedy(
              "Write the binary name of a class that implements"
                  + " javax.security.auth.callback.CallbackHandler.")
          .exception();
    }
    return Optional.of(new PasswordSource.Callback(text));
  }
}
