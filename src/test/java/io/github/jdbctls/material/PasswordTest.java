package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.certificate;
import static io.github.jdbctls.material.Settings.defaultKey;
import static io.github.jdbctls.material.Settings.key;
import static io.github.jdbctls.material.Settings.problemOf;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.pki.KeyFormat;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.settings.Environment;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Secret;
import io.github.jdbctls.settings.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {
  private static final String SECRET = "hunter2 ";
  private static final Environment EMPTY = name -> null;

  @TempDir Path folder;

  private static Optional<Setting<PasswordSource>> from(PasswordSource source) {
    return Optional.of(new Setting<>(source, new Origin(Origin.Kind.PROPERTIES, "sslpassword")));
  }

  private static Password password(PasswordSource source, Environment environment) {
    return new Password(from(source), "/app.key", true, environment);
  }

  private static Password ofCallback(Class<?> handler) {
    return password(new PasswordSource.Callback(handler.getName()), EMPTY);
  }

  private Password ofFile(byte[] content) throws IOException {
    return ofFile(content, true);
  }

  private Password ofFile(byte[] content, boolean enforced) throws IOException {
    Path file = folder.resolve("password");
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new Password(from(new PasswordSource.FirstLine(file)), "/app.key", enforced, EMPTY);
  }

  @Test
  void isAbsentWhenNobodyGivesOne() throws Exception {
    Password none = new Password(Optional.empty());

    assertThat(none.isAbsent()).isTrue();
    assertThat(none.characters()).isEmpty();
  }

  @Test
  void isWhatWasGiven() throws Exception {
    Password given = password(new PasswordSource.Given(Secret.of(SECRET)), EMPTY);

    assertThat(given.characters()).isEqualTo(SECRET.toCharArray());
    assertThat(given.isAbsent()).isFalse();
  }

  /** Each caller wipes its own copy, and closing wipes ours. */
  @Test
  void isWiped() throws Exception {
    Password given = password(new PasswordSource.Given(Secret.of(SECRET)), EMPTY);
    char[] copy = given.characters();
    Arrays.fill(copy, 'x');
    assertThat(given.characters()).isEqualTo(SECRET.toCharArray());

    given.close();

    assertThat(given.characters()).containsOnly('\0');
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, SECRET + "\n", SECRET + "\r\n", SECRET + "\r"})
  void isTheContentOfAVariable(String content) throws Exception {
    Environment environment = name -> name.equals("KEY_PASSWORD") ? content : null;

    assertThat(password(new PasswordSource.Variable("KEY_PASSWORD"), environment).characters())
        .isEqualTo(SECRET.toCharArray());
  }

  @ParameterizedTest
  @CsvSource(
      value = {"NULL, not set", "'', empty", "'\n', empty"},
      nullValues = "NULL")
  void isMissingWhereTheVariableHasNone(@Nullable String value, String found) {
    Password variable = password(new PasswordSource.Variable("KEY_PASSWORD"), name -> value);
    Problem problem = problemOf(variable::isAbsent);

    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
    assertThat(problem.found())
        .startsWith(
            "the environment variable KEY_PASSWORD (\"sslpassword\" in the properties) is "
                + found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\r", "\nmore", "\n\n", "\r\nsecond line\n"})
  void isTheFirstLineOfAFile(String rest) throws Exception {
    for (String mark : List.of("", "\uFEFF")) {
      Password file = ofFile((mark + SECRET + "ä€" + rest).getBytes(UTF_8));

      assertThat(file.stamps()).isEmpty();
      assertThat(file.characters()).isEqualTo((SECRET + "ä€").toCharArray());
      assertThat(file.stamps()).containsExactly(FileStamp.of(folder.resolve("password")));
      assertThat(file.warnings()).isEmpty();
    }
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        Arguments.of("", TlsFailure.FILE_EMPTY, "is empty"),
        Arguments.of(" \n", TlsFailure.FILE_EMPTY, "is empty"),
        Arguments.of("\nhunter2", TlsFailure.FILE_EMPTY, "empty first line"),
        Arguments.of("\uFEFF\nhunter2", TlsFailure.FILE_EMPTY, "empty first line"),
        Arguments.of("hunter2" + "x".repeat(64 << 10), TlsFailure.WRONG_CONTENT, "64 KiB"));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void isRefusedWhereTheFileHasNone(String content, TlsFailure failure, String found)
      throws Exception {
    Problem problem = problemOf(ofFile(content.getBytes(UTF_8))::characters);

    assertThat(problem.failure()).isEqualTo(failure);
    assertThat(problem.message())
        .contains(folder + "/password (\"sslpassword\" in the properties)", found)
        .doesNotContain("hunter2");
  }

  @Test
  void isRefusedWhereTheFileIsNoTextOrNoFile() throws Exception {
    byte[] utf16 = "hunter2".getBytes(UTF_16);
    Problem encoded = problemOf(ofFile(utf16)::characters);
    assertThat(encoded.failure()).isEqualTo(TlsFailure.WRONG_CONTENT);
    assertThat(encoded.message()).contains("UTF-8");
    assertThat(encoded.cause()).isNull();

    assertThat(problemOf(password(new PasswordSource.FirstLine(folder), EMPTY)::characters).found())
        .contains("is a directory");
    Path absent = folder.resolve("absent");
    assertThat(
            problemOf(password(new PasswordSource.FirstLine(absent), EMPTY)::characters).failure())
        .isEqualTo(TlsFailure.FILE_MISSING);
  }

  /** libpq's rule for keys: the password is as good as the key. */
  @Test
  void isRefusedWhereOthersCanReadTheFile() throws Exception {
    Password enforced = ofFile(SECRET.getBytes(UTF_8), true);
    Password relaxed = ofFile(SECRET.getBytes(UTF_8), false);
    Files.setPosixFilePermissions(
        folder.resolve("password"), PosixFilePermissions.fromString("rw-r--r--"));
    Problem problem = problemOf(enforced::characters);

    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_PERMISSIONS);
    assertThat(problem.message()).contains("has a password and is open to others", "0644", "0600");
    assertThat(relaxed.characters()).isEqualTo(SECRET.toCharArray());
    assertThat(relaxed.warnings())
        .singleElement()
        .asString()
        .contains("has a password", "sslkeypermissions=warn");
  }

  /** What the handlers were asked; they have no other way to tell. */
  private static final ThreadLocal<List<PasswordCallback>> ASKED =
      ThreadLocal.withInitial(ArrayList::new);

  public static class Knowing implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) {
      assertThat(callbacks).hasSize(1);
      PasswordCallback callback = (PasswordCallback) callbacks[0];
      callback.setPassword(SECRET.toCharArray());
      ASKED.get().add(callback);
    }
  }

  @Test
  void isAskedOfACallbackOnceAndClearedThere() throws Exception {
    ASKED.remove();
    Password password = ofCallback(Knowing.class);
    assertThat(ASKED.get()).isEmpty();

    assertThat(password.isAbsent()).isFalse();
    assertThat(password.characters()).isEqualTo(SECRET.toCharArray());
    assertThat(password.characters()).isEqualTo(SECRET.toCharArray());

    assertThat(ASKED.get()).hasSize(1);
    PasswordCallback asked = ASKED.get().get(0);
    assertThat(asked.getPrompt()).isEqualTo("Password of /app.key: ");
    assertThat(asked.isEchoOn()).isFalse();
    assertThat(new String(Optional.ofNullable(asked.getPassword()).orElse(new char[0]))).isBlank();
  }

  public static class Silent implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) {}
  }

  @Test
  void isAbsentWhereTheCallbackGivesNone() throws Exception {
    assertThat(ofCallback(Silent.class).isAbsent()).isTrue();
  }

  public static class Failing implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) throws IOException {
      throw new IOException("hunter2", new IllegalStateException("hunter2"));
    }
  }

  public static class Raging implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) {
      throw new AssertionError("hunter2");
    }
  }

  public static class Unborn implements CallbackHandler {
    public Unborn() {
      throw new IllegalStateException("hunter2");
    }

    @Override
    public void handle(Callback[] callbacks) {}
  }

  public static class Uninitialised implements CallbackHandler {
    static final int DIVIDED = 1 / Integer.parseInt("0");

    @Override
    public void handle(Callback[] callbacks) {}
  }

  @ParameterizedTest
  @ValueSource(classes = {Failing.class, Raging.class, Unborn.class, Uninitialised.class})
  void isMissingWhereTheCallbackFailsAndShowsNoMessageOfIt(Class<?> handler) {
    ProblemException e =
        catchThrowableOfType(ProblemException.class, () -> ofCallback(handler).characters());
    StringWriter printed = new StringWriter();
    e.printStackTrace(new PrintWriter(printed));

    assertThat(e.problem().failure()).isEqualTo(TlsFailure.KEY_PASSWORD_MISSING);
    assertThat(e.problem().found()).contains(handler.getName(), "threw java.", "/app.key");
    assertThat(printed.toString())
        .contains(handler.getName(), "whose message is not shown")
        .doesNotContain("hunter2");
  }

  public static class NoHandler {
    static final int LOADED = Integer.parseInt("not initialised");
  }

  static class Hidden implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) {}
  }

  public static class Demanding implements CallbackHandler {
    public Demanding(String argument) {
      assertThat(argument).isNotNull();
    }

    @Override
    public void handle(Callback[] callbacks) {}
  }

  public abstract static class Unfinished implements CallbackHandler {}

  static Stream<Arguments> wrongClasses() {
    return Stream.of(
        Arguments.of("com.example.Absent", "is found by no class loader"),
        Arguments.of(NoHandler.class.getName(), "is no javax.security.auth.callback"),
        Arguments.of("java.lang.String", "is no javax.security.auth.callback"),
        Arguments.of(CallbackHandler.class.getName(), "public constructor"),
        Arguments.of(Hidden.class.getName(), "public constructor"),
        Arguments.of(Demanding.class.getName(), "public constructor"),
        Arguments.of(Unfinished.class.getName(), "public constructor"));
  }

  /** A class of another type is not even initialised. */
  @ParameterizedTest
  @MethodSource("wrongClasses")
  void isRefusedWhereTheClassIsNone(String className, String found) {
    Problem problem =
        problemOf(password(new PasswordSource.Callback(className), EMPTY)::characters);

    assertThat(problem.failure()).isEqualTo(TlsFailure.INVALID_VALUE);
    assertThat(problem.message()).contains(className, found, "CallbackHandler");
  }

  /** Its password is the name of its class loader. */
  public static class Located implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) {
      String name = Optional.ofNullable(getClass().getClassLoader().getName()).orElse("?");
      ((PasswordCallback) callbacks[0]).setPassword(name.toCharArray());
    }
  }

  /** An application that has its own class of this name. */
  private static final class Application extends URLClassLoader {
    private Application() {
      super(
          "application",
          new URL[] {Located.class.getProtectionDomain().getCodeSource().getLocation()},
          Located.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(Located.class.getName()) && findLoadedClass(name) == null
          ? findClass(name)
          : super.loadClass(name, resolve);
    }
  }

  @Test
  void isAskedOfTheApplicationsOwnClassFirst() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (Application application = new Application()) {
      thread.setContextClassLoader(application);
      assertThat(new String(ofCallback(Located.class).characters())).isEqualTo("application");

      thread.setContextClassLoader(null);
      assertThat(new String(ofCallback(Located.class).characters())).isNotEqualTo("application");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void opensAKeyFromEachPlaceAndIsWatchedInAFile() throws Exception {
    TestCertificate client = client();
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = KeyFormat.PKCS8_AES.write(folder.resolve("app.key"), client, SECRET);
    Path file = TestCertificate.writePrivate(folder.resolve("password"), SECRET + "\n");

    Identity opened =
        IdentityReader.read(certificate(chain), key(key), from(new PasswordSource.FirstLine(file)))
            .orElseThrow();
    assertThat(opened.stamps())
        .containsExactly(FileStamp.of(chain), FileStamp.of(key), FileStamp.of(file));

    ASKED.remove();
    assertThat(
            IdentityReader.read(
                certificate(chain),
                key(key),
                from(new PasswordSource.Callback(Knowing.class.getName()))))
        .isPresent();
    assertThat(ASKED.get())
        .singleElement()
        .satisfies(
            callback ->
                assertThat(callback.getPrompt())
                    .isEqualTo("Password of " + key + " (\"sslkey\" in the URL): "));
  }

  @Test
  void namesTheCertificateToACallbackWhereNobodyNamedTheKey() throws Exception {
    TestCertificate client = client();
    String pem = new String(KeyFormat.PKCS8_AES.bytes(client, SECRET), UTF_8);
    Path both = TestCertificate.writePrivate(folder.resolve("app.pem"), pem + client.chainPem());

    ASKED.remove();
    assertThat(
            IdentityReader.read(
                certificate(both),
                defaultKey(folder.resolve("postgresql.key")),
                from(new PasswordSource.Callback(Knowing.class.getName()))))
        .isPresent();
    assertThat(ASKED.get().get(0).getPrompt()).contains(both.toString());
  }

  @Test
  void isNotFetchedWhereItIsNotNeeded() throws Exception {
    TestCertificate client = client();
    Path chain = client.writeChain(folder.resolve("app.crt"));
    Path key = client.writeKey(folder.resolve("app.key"));
    for (PasswordSource source :
        List.of(
            new PasswordSource.Variable("JDBC_TLS_NOT_SET"),
            new PasswordSource.FirstLine(folder.resolve("absent")),
            new PasswordSource.Callback("com.example.Absent"))) {
      assertThat(
              IdentityReader.read(certificate(chain), key(key), from(source))
                  .orElseThrow()
                  .stamps())
          .hasSize(2);
    }
  }

  private static TestCertificate client() throws Exception {
    return TestCertificate.leaf("app").issuedBy(TestCertificate.authority("root").selfSigned());
  }
}
