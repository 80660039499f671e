package io.github.jdbctls.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.failure.ProblemException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a request serves those alone who ask for the same; {@link Request#read} is the oracle. */
class RequestsTest {
  private static final String USER_HOME = "user.home";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String PLAIN_URL = "jdbc:tls:postgresql://db.example.com/app";

  /** So that home is a system property, which a test can set. */
  private static final TlsPolicy POLICY = TlsPolicy.unrestricted().withoutEnvironment();

  @TempDir Path home;

  private final Requests requests = new Requests();
  private final String homeBefore = System.getProperty(USER_HOME);
  private final String storeBefore = System.getProperty(TRUST_STORE);
  private final ClassLoader loaderBefore = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void beAtHome() {
    System.setProperty(USER_HOME, home.toString());
  }

  @AfterEach
  void restoreTheSystem() {
    System.setProperty(USER_HOME, homeBefore);
    if (storeBefore == null) {
      System.clearProperty(TRUST_STORE);
    } else {
      System.setProperty(TRUST_STORE, storeBefore);
    }
    Thread.currentThread().setContextClassLoader(loaderBefore);
  }

  /** What is asked, and may be changed. */
  private static final class Words {
    String url = PLAIN_URL + "Aa?ApplicationName=Aa";
    Properties defaults = new Properties();
    Properties own = new Properties(defaults);
    TlsPolicy policy = POLICY;

    Words() {
      defaults.setProperty("user", "Aa");
      defaults.setProperty("socketTimeout", "60");
      own.setProperty("password", "Aa");
      own.setProperty("sslrootcert", "system");
      own.setProperty("sslcert", "classpath:client.crt");
      own.setProperty("sslkey", "~/client.key");
      own.setProperty("sslsni", "1");
    }

    Request readBy(Requests requests) throws ProblemException {
      return requests.read(url, own, policy);
    }

    Request readAnew() throws ProblemException {
      return Request.read(url, own, policy);
    }

    ProblemException refusalBy(Requests requests) {
      return catchThrowableOfType(ProblemException.class, () -> readBy(requests));
    }
  }

  private static Properties with(String key, String value) {
    Properties properties = new Properties();
    properties.setProperty(key, value);
    return properties;
  }

  private static List<Object> meaning(Request request) {
    return List.of(
        request.url().hosts(),
        request.url().database(),
        request.settings(),
        request.delegateProperties(),
        request.policy(),
        request.contextKey());
  }

  /** Returns a request that is kept: between two readings it may always be collected. */
  private Request kept(Words words) throws ProblemException {
    return kept(words, requests);
  }

  private static Request kept(Words words, Requests requests) throws ProblemException {
    for (int i = 0; i < 50; i++) {
      Request first = words.readBy(requests);
      if (isTheVerySame(words.readBy(requests), first)) {
        return first;
      }
    }
    throw new AssertionError("the same words were read anew each time");
  }

  @SuppressWarnings("ReferenceEquality") // Equal ones may have been read twice.
  private static boolean isTheVerySame(Request one, Request other) {
    return one == other;
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        difference("the host", words -> words.url = words.url.replace("db.", "other.")),
        // "Aa" and "BB" have one hash, so that the two requests have one place.
        difference("the database", words -> words.url = words.url.replace("/appAa", "/appBB")),
        difference("a query's value", words -> words.url = words.url.replace("=Aa", "=BB")),
        difference("a parameter", words -> words.url += "&ssl_min_protocol_version=TLSv1.3"),
        difference("a property", words -> words.own.setProperty("sslsni", "0")),
        difference("a password of the same hash", words -> words.own.setProperty("password", "BB")),
        difference("a default of the same hash", words -> words.defaults.setProperty("user", "BB")),
        difference("a default", words -> words.defaults.setProperty("socketTimeout", "61")),
        difference("a removed default", words -> words.defaults.remove("socketTimeout")),
        difference("a new default", words -> words.defaults.setProperty("sslmode", "verify-full")),
        difference("a default overruled", words -> words.own.setProperty("socketTimeout", "61")),
        difference("a new property", words -> words.own.setProperty("loginTimeout", "9")),
        difference("a removed property", words -> words.own.remove("sslrootcert")),
        difference(
            "a key of the same hash",
            words -> {
              words.own.remove("password");
              words.own.setProperty("passwosE", "Aa");
            }),
        difference(
            "an oldest version by policy",
            words -> words.policy = POLICY.withLeastProtocol(TlsVersion.TLS_1_3)),
        difference(
            "another policy", words -> words.policy = words.policy.withEnforcedKeyPermissions()),
        difference("another home", words -> System.setProperty(USER_HOME, "/elsewhere")),
        difference("another trust store", words -> System.setProperty(TRUST_STORE, "/roots.p12")),
        difference(
            "another class loader",
            words -> Thread.currentThread().setContextClassLoader(new ClassLoader() {})),
        difference("no class loader", words -> Thread.currentThread().setContextClassLoader(null)));
  }

  private static Arguments difference(String name, Consumer<Words> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differences")
  void readsAnewWhateverDiffers(String name, Consumer<Words> change) throws Exception {
    Words words = new Words();
    List<Object> before = meaning(kept(words));

    change.accept(words);

    assertThat(meaning(words.readBy(requests)))
        .as(name)
        .isEqualTo(meaning(words.readAnew()))
        .isNotEqualTo(before);
    assertThat(meaning(kept(words))).isEqualTo(meaning(words.readAnew()));
    assertThat(meaning(kept(new Words()))).isEqualTo(meaning(new Words().readAnew()));
  }

  @Test
  void readsTheSameWordsOnceInPropertiesOfAnotherCaller() throws Exception {
    for (int i = 0; i < 50; i++) {
      Request first = new Words().readBy(requests);
      if (isTheVerySame(new Words().readBy(requests), first)) {
        return;
      }
    }
    throw new AssertionError("the same words were read anew each time");
  }

  @Test
  void takesNoPropertiesForEmptyOnes() throws Exception {
    Words words = new Words();
    words.url = PLAIN_URL;
    words.own = new Properties();

    assertThat(meaning(kept(words))).isEqualTo(meaning(Request.read(PLAIN_URL, null, POLICY)));
    assertThat(meaning(requests.read(PLAIN_URL, null, POLICY)))
        .isEqualTo(meaning(words.readAnew()));
  }

  @Test
  void keepsNothingOfTheCallersProperties() throws Exception {
    Words words = new Words();
    Request kept = kept(words);
    List<Object> before = meaning(kept);

    words.own.setProperty("password", "changed");
    words.defaults.setProperty("user", "changed");

    assertThat(meaning(kept)).isEqualTo(before);
    assertThat(words.readBy(requests).delegateProperties())
        .containsEntry("password", "changed")
        .containsEntry("user", "changed");
    words.own.clear();
    assertThat(words.readBy(requests).delegateProperties()).doesNotContainKey("password");
  }

  @Test
  void forgetsWhatWasAskedForWhenTheDriverIsDeregistered() throws Exception {
    Words words = new Words();
    Request before = kept(words, Requests.shared());

    Connector.clear();

    assertThat(words.readBy(Requests.shared())).isNotSameAs(before);
  }

  static Stream<Arguments> whatIsNoText() {
    return Stream.of(
        difference("a value", words -> words.own.put("sslsni", 1)),
        difference("a value in front of a default", RequestsTest::hideADefault),
        difference("a value in place of a default", words -> words.defaults.put("user", 1)),
        difference("a key", words -> words.own.put(1, "1")),
        difference("a key of the defaults", words -> words.defaults.put(1, "1")));
  }

  private static void hideADefault(Words words) {
    words.defaults.setProperty("sslsni", "1");
    words.own.put("sslsni", List.of("0"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatIsNoText")
  void refusesWhatIsNoTextBesideTheSameWords(String name, Consumer<Words> change) throws Exception {
    Words words = new Words();
    assertThat(kept(words)).as("kept before there is %s that is no text", name).isNotNull();

    change.accept(words);

    for (int i = 0; i < 3; i++) {
      ProblemException refusal = words.refusalBy(requests);
      assertThat(refusal).as("%s that is no text", name).isNotNull();
      assertThat(refusal.problem().failure()).isEqualTo(TlsFailure.INVALID_VALUE);
      assertThat(refusal.problem().message()).contains("no text");
    }
  }

  @Test
  void refusesEachTimeInFull() {
    Words words = new Words();
    words.own.setProperty("sslmode", "nonsense");
    ProblemException oracle = catchThrowableOfType(ProblemException.class, words::readAnew);

    for (int i = 0; i < 3; i++) {
      assertThat(words.refusalBy(requests).problem().message())
          .isEqualTo(oracle.problem().message())
          .contains("nonsense");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"root.crt", "root.crl", "postgresql.crt", "postgresql.key"})
  void looksForTheDefaultFilesEachTime(String name) throws Exception {
    Path folder = Files.createDirectories(home.resolve(".postgresql"));
    for (String other : List.of("root.crt", "root.crl", "postgresql.crt", "postgresql.key")) {
      if (!other.equals(name)) {
        Files.createFile(folder.resolve(other));
      }
    }
    Words words = new Words();
    words.own = new Properties();
    List<Object> absent = meaning(kept(words));

    Files.createFile(folder.resolve(name));
    List<Object> present = meaning(words.readBy(requests));

    assertThat(present).isNotEqualTo(absent).isEqualTo(meaning(words.readAnew()));
    assertThat(meaning(kept(words))).isEqualTo(present);
    Files.delete(folder.resolve(name));
    assertThat(meaning(words.readBy(requests))).isEqualTo(absent);
  }

  /** Says one thing when it is asked first, and another from then on. */
  private static final class Turning extends Properties {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String then;
    private boolean asked;

    Turning(String key, String first, String then) {
      this.key = key;
      this.then = then;
      setProperty(key, first);
    }

    @Override
    public synchronized String getProperty(String name) {
      String value = super.getProperty(name);
      if (name.equals(key) && !asked) {
        asked = true;
        setProperty(key, then);
      }
      return value;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-full"})
  void takesNoWordForAnotherThatHasTakenItsPlace(String first) throws Exception {
    String then = first.equals("require") ? "verify-full" : "require";
    Properties turning = new Turning("sslmode", first, then);

    Request read = requests.read(PLAIN_URL, turning, POLICY);

    assertThat(read.settings().mode().value().parameterValue()).isEqualTo(first);
    for (String mode : List.of(first, then)) {
      Properties properties = with("sslmode", mode);
      assertThat(meaning(requests.read(PLAIN_URL, properties, POLICY)))
          .isEqualTo(meaning(Request.read(PLAIN_URL, properties, POLICY)));
    }
    assertThat(requests.read(PLAIN_URL, turning, POLICY).settings().mode().value().parameterValue())
        .isEqualTo(then);
  }

  /** Names its keys as text alone. */
  private static final class NamedAsText extends Properties {
    private static final long serialVersionUID = 1;

    @Override
    public Enumeration<?> propertyNames() {
      return Collections.emptyEnumeration();
    }
  }

  @Test
  void losesNoPropertyThatIsNamedInOneWayOnly() throws Exception {
    Properties properties = new NamedAsText();
    properties.setProperty("ssl_min_protocol_version", "TLSv1.3");
    requests.read(PLAIN_URL, null, POLICY);

    Request read = requests.read(PLAIN_URL, properties, POLICY);

    assertThat(read.settings().protocols().least()).isEqualTo(TlsVersion.TLS_1_3);
    assertThat(meaning(read)).isEqualTo(meaning(Request.read(PLAIN_URL, properties, POLICY)));
  }

  @Test
  void holdsNoRequest() throws Exception {
    WeakReference<Request> reference = new WeakReference<>(new Words().readBy(requests));

    for (int i = 0; i < 200 && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(reference.get()).as("nobody but the table knows it").isNull();
    assertThat(meaning(new Words().readBy(requests))).isEqualTo(meaning(new Words().readAnew()));
  }

  @Test
  void printsNothingOfWhatWasAsked() throws Exception {
    Words words = new Words();
    words.own.setProperty("password", "s3cret");
    Request kept = kept(words);
    Asked asked = Asked.now(words.url, words.own, words.policy);

    assertThat(List.of(String.valueOf(asked), kept.toString()))
        .noneMatch(text -> text.contains("s3cret") || text.contains("client"));
    assertThat(String.valueOf(asked)).isEqualTo("Asked");
  }
}
