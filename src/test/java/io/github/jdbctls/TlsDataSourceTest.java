package io.github.jdbctls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.pki.StoreBuilder;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCrl;
import io.github.jdbctls.settings.Parameter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.NamingManager;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TlsDataSourceTest {
  private static final String URL = "jdbc:tls:postgresql://localhost/db";

  private final TlsDataSource dataSource = new TlsDataSource();

  private static Stream<Parameter> supported() {
    return Arrays.stream(Parameter.values()).filter(Parameter::isSupported);
  }

  private static Stream<Parameter> writableInUrls() {
    return supported().filter(Parameter::mayStandInUrl);
  }

  /** After the key, each word of it with a capital letter. */
  private static String setter(Parameter parameter) {
    return Arrays.stream(parameter.key().split("_", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", "set", ""));
  }

  private static void set(TlsDataSource dataSource, Parameter parameter, String value)
      throws ReflectiveOperationException {
    TlsDataSource.class.getMethod(setter(parameter), String.class).invoke(dataSource, value);
  }

  @ParameterizedTest
  @MethodSource("writableInUrls")
  void hasASetterForEachParameterThatMayNotContradictTheUrl(Parameter parameter) throws Exception {
    // Both accepted values of gssencmode mean the same, so that the setter's is told by a third.
    boolean agree = parameter == Parameter.GSSENCMODE;
    List<String> values =
        switch (parameter) {
          case SSLMODE -> List.of("require", "verify-full");
          case SSLCERTMODE -> List.of("disable", "allow");
          case SSLNEGOTIATION -> List.of("postgres", "direct");
          case SSLSNI, REQUIRESSL -> List.of("0", "1");
          case SSL_MIN_PROTOCOL_VERSION, SSL_MAX_PROTOCOL_VERSION -> List.of("TLSv1.2", "TLSv1.3");
          case SSLRELOADGRACE -> List.of("0", "60");
          case HOSTADDR -> List.of("127.0.0.1", "127.0.0.2");
          case CHANNEL_BINDING -> List.of("prefer", "require");
          case REQUIRE_AUTH -> List.of("none", "!none");
          case GSSENCMODE -> List.of("disable", "require");
          default -> List.of("/one", "/other");
        };
    dataSource.setUrl(URL + "?" + parameter.key() + "=" + values.get(0));
    set(dataSource, parameter, values.get(1));

    assertThatThrownBy(dataSource::getConnection)
        .isInstanceOfSatisfying(
            TlsException.class,
            e ->
                assertThat(e.failure())
                    .isEqualTo(
                        agree
                            ? TlsFailure.UNSUPPORTED_PARAMETER
                            : TlsFailure.CONFLICTING_PARAMETER))
        .hasMessageContaining("\"" + parameter.key() + "\" in the properties")
        .hasMessageContaining(agree ? "GSS" : "\"" + parameter.key() + "\" in the URL");
  }

  @Test
  void hasASetterForWhatMayNotStandInAUrl() {
    dataSource.setUrl(URL);
    dataSource.setSslkeypermissions("ignore");

    assertThatThrownBy(dataSource::getConnection)
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.INVALID_VALUE))
        .hasMessageContaining("\"sslkeypermissions\" in the properties is \"ignore\"");
    assertThat(supported().filter(parameter -> !parameter.mayStandInUrl()))
        .containsExactly(Parameter.SSLKEYPERMISSIONS, Parameter.SSLPASSWORDCALLBACK);
  }

  @Test
  void hasASetterForTheClassThatKnowsThePassword() {
    dataSource.setUrl(URL + "?sslpassword=hush");
    dataSource.setSslpasswordcallback("com.example.Callback");

    assertThatThrownBy(dataSource::getConnection)
        .isInstanceOfSatisfying(
            TlsException.class,
            e -> assertThat(e.failure()).isEqualTo(TlsFailure.CONFLICTING_PARAMETER))
        .hasMessageContaining("\"sslpasswordcallback\" in the properties")
        .hasMessageNotContaining("hush");
  }

  @Test
  void hasNoSetterForWhatIsNotSupported() {
    assertThat(TlsDataSource.class.getMethods())
        .extracting(Method::getName)
        .doesNotContainAnyElementsOf(
            Arrays.stream(Parameter.values())
                .filter(parameter -> !parameter.isSupported())
                .map(TlsDataSourceTest::setter)
                .toList());
  }

  @Test
  void takesASetterBack() throws Exception {
    dataSource.setUrl(URL + "?sslmode=strong");
    dataSource.setSslmode("require");
    dataSource.setSslmode(null);

    assertThatThrownBy(dataSource::getConnection)
        .hasMessageContaining("\"sslmode\" in the URL is \"strong\"");
  }

  @ParameterizedTest
  @CsvSource(
      value = {"NULL", "''", "jdbc:postgresql://localhost/db"},
      nullValues = "NULL")
  void asksForAUrlOfOurs(String url) {
    if (url != null) {
      dataSource.setUrl(url);
    }

    assertThatThrownBy(dataSource::getConnection)
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.INVALID_URL))
        .hasMessageContaining("setUrl");
  }

  private Object lookedUp() throws Exception {
    return NamingManager.getObjectInstance(dataSource.getReference(), null, null, null);
  }

  @Test
  void comesBackFromADirectoryWithoutItsSecrets() throws Exception {
    dataSource.setUrl(URL + "?sslmode=verify-full");
    dataSource.setUser("app");
    dataSource.setPassword("hush");
    dataSource.setSslpassword("hush");
    dataSource.setSslrootcertpassword("hush");
    dataSource.setSslrootcert("/one");
    dataSource.setLoginTimeout(7);

    assertThat(dataSource.getReference().toString()).doesNotContain("hush");
    TlsDataSource found = (TlsDataSource) lookedUp();

    assertThat(found).isNotSameAs(dataSource);
    assertThat(found.getUrl()).isEqualTo(URL + "?sslmode=verify-full");
    assertThat(found.getUser()).isEqualTo("app");
    assertThat(found.getLoginTimeout()).isEqualTo(7);
    assertThat(found.getReference().get("sslrootcert").getContent()).isEqualTo("/one");
    assertThat(Collections.list(found.getReference().getAll()))
        .extracting(RefAddr::getType)
        .containsExactlyInAnyOrder("url", "user", "sslrootcert", "loginTimeout");
  }

  /** Where a password is may be told; what it is may not. */
  @Test
  void comesBackFromADirectoryWithWhereItsSecretsAre() throws Exception {
    dataSource.setUrl(URL);
    dataSource.setPassword("env:HUSH");
    dataSource.setSslpassword("file:/run/secrets/password");
    dataSource.setSslrootcertpassword("env:STORE_PASSWORD");
    dataSource.setSslkey("env:CLIENT_KEY");
    dataSource.setSslrootcert("classpath:root.crt");

    Reference reference = dataSource.getReference();

    assertThat(reference.toString()).doesNotContainIgnoringCase("hush");
    assertThat(Collections.list(reference.getAll()))
        .extracting(RefAddr::getType)
        .containsExactlyInAnyOrder(
            "url", "sslpassword", "sslrootcertpassword", "sslkey", "sslrootcert");
  }

  private static String base64(byte[] bytes) {
    return "base64:" + Base64.getEncoder().encodeToString(bytes);
  }

  /** Left out, the object from the directory would verify less. */
  @Test
  void comesBackFromADirectoryWithTheCertificatesInIt() throws Exception {
    TestCertificate root = TestCertificate.authority("root").selfSigned();
    TestCertificate client = TestCertificate.leaf("app").issuedBy(root);
    String list = TestCrl.of(root).pem();
    for (String roots :
        List.of(
            root.pem(),
            "Root of ours:\n" + root.pem() + client.pem(),
            root.pem().replace('\n', ' '),
            base64(root.certificate().getEncoded()),
            base64(root.pem().getBytes(UTF_8)))) {
      dataSource.setSslrootcert(roots);
      dataSource.setSslcert(client.chainPem());
      dataSource.setSslcrl(list);

      Reference reference = ((TlsDataSource) lookedUp()).getReference();

      assertThat(reference.get("sslrootcert").getContent()).isEqualTo(roots);
      assertThat(reference.get("sslcert").getContent()).isEqualTo(client.chainPem());
      assertThat(reference.get("sslcrl").getContent()).isEqualTo(list);
    }
  }

  static Stream<String> secretContents() throws Exception {
    TestCertificate client = TestCertificate.leaf("app").selfSigned();
    String pem = client.pem();
    String key = client.keyPem();
    return Stream.of(
        key,
        pem + key,
        key + pem,
        pem + key.replace("-----", "----"),
        pem + client.keyPem().replaceAll("-----[^-]+-----", ""),
        pem + "password: hush",
        pem.replace("-----END CERTIFICATE-----", ""),
        pem.replace("CERTIFICATE", "SECRET"),
        base64(client.key().getEncoded()),
        base64((pem + key).getBytes(UTF_8)),
        base64(StoreBuilder.of("PKCS12").trusted("root", client).bytes("hush")),
        base64("hush".getBytes(UTF_8)),
        base64(client.key().getEncoded()).substring("base64:".length()),
        "base64:");
  }

  @ParameterizedTest
  @MethodSource("secretContents")
  void makesNoReferenceOfAContentThatMayBeASecret(String content) throws Exception {
    for (Parameter parameter :
        List.of(Parameter.SSLROOTCERT, Parameter.SSLCERT, Parameter.SSLKEY, Parameter.SSLCRL)) {
      TlsDataSource secretive = new TlsDataSource();
      set(secretive, parameter, content);

      assertThatThrownBy(secretive::getReference)
          .isInstanceOf(NamingException.class)
          .hasMessageContaining('"' + parameter.key() + '"')
          .hasMessageContaining("file")
          .hasMessageNotContaining("hush")
          .message()
          .hasSizeLessThan(200);
    }
  }

  @Test
  void makesNoReferenceOfAUrlWithASecret() {
    dataSource.setUrl("jdbc:tls:postgresql://app:hush@localhost/db");

    assertThatThrownBy(dataSource::getReference)
        .isInstanceOf(NamingException.class)
        .hasMessageContaining("setPassword")
        .hasMessageNotContaining("hush");
  }

  @Test
  void makesNothingOfAForeignReference() throws Exception {
    Reference foreign = new Reference("java.lang.String", new StringRefAddr("url", URL));

    assertThat(new TlsDataSourceFactory().getObjectInstance(foreign, null, null, null)).isNull();
    assertThat(new TlsDataSourceFactory().getObjectInstance("x", null, null, null)).isNull();
  }

  @Test
  void showsTheUrlWithoutItsSecrets() {
    dataSource.setUrl("jdbc:tls:postgresql://app:hush@localhost/db?sslpassword=hush");
    dataSource.setPassword("hush");

    assertThat(dataSource.getUrl())
        .isEqualTo("jdbc:tls:postgresql://app:***@localhost/db?sslpassword=***");
    assertThat(dataSource.toString()).contains("localhost").doesNotContain("hush");
  }

  @Test
  void unwrapsToItselfOnly() throws SQLException {
    assertThat(dataSource.isWrapperFor(DataSource.class)).isTrue();
    assertThat(dataSource.unwrap(TlsDataSource.class)).isSameAs(dataSource);
    assertThat(dataSource.isWrapperFor(String.class)).isFalse();
    assertThatThrownBy(() -> dataSource.unwrap(String.class)).isInstanceOf(SQLException.class);
  }

  @Test
  void keepsTimeoutAndWriter() {
    assertThat(dataSource.getLoginTimeout()).isZero();
    dataSource.setLoginTimeout(5);
    assertThat(dataSource.getLoginTimeout()).isEqualTo(5);
    dataSource.setLoginTimeout(0);
    assertThat(dataSource.getLoginTimeout()).isZero();

    PrintWriter writer = new PrintWriter(new StringWriter());
    dataSource.setLogWriter(writer);
    assertThat(dataSource.getLogWriter()).isSameAs(writer);
    assertThat(dataSource.getParentLogger().getName()).isEqualTo("io.github.jdbctls");
  }
}
