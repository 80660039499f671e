package io.github.jdbctls.it.secrets;

import static io.github.jdbctls.it.secrets.Scenario.connected;
import static io.github.jdbctls.it.secrets.Scenario.failed;
import static io.github.jdbctls.it.secrets.Scenario.refused;
import static io.github.jdbctls.it.secrets.SecretFiles.KEY_PASSWORD;
import static io.github.jdbctls.it.secrets.SecretFiles.PASSWORD;

import io.github.jdbctls.TlsDataSource;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.pki.KeyFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connects that succeed, and those that fail at each step of the way. */
record Scenarios(
    SecretFiles files, int port, int stripping, int stalling, int resetting, int inBetween) {
  private static final String INVALID_URL = "URL with a password that cannot be read, ";

  List<Scenario> all() {
    List<Scenario> all = new ArrayList<>(good());
    all.addAll(ofFiles());
    all.addAll(ofParameters());
    all.addAll(ofMisplacedKeys());
    all.addAll(ofUrls());
    all.addAll(ofServers());
    return all;
  }

  private String place(int atPort) {
    return "localhost:" + atPort + "/postgres";
  }

  private String root() {
    return "sslrootcert=" + files.file("root.crt");
  }

  private String url(String more) {
    return url(port, more);
  }

  private String url(int atPort, String more) {
    return "jdbc:tls:postgresql://" + place(atPort) + "?" + root() + more;
  }

  /** Everything by properties; what is given here comes in addition, or replaces it. */
  private Map<String, String> info(String... more) {
    Map<String, String> info = new HashMap<>();
    info.put("user", SecretFiles.USER);
    info.put("password", PASSWORD);
    info.put("sslcert", files.file("app.crt").toString());
    info.put("sslkey", files.key(KeyFormat.PKCS8_AES).toString());
    info.put("sslpassword", KEY_PASSWORD);
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1].isEmpty()) {
        info.remove(more[i]);
      } else {
        info.put(more[i], more[i + 1]);
      }
    }
    return info;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private List<Scenario> good() {
    String certificate =
        "&sslcert="
            + files.file("app.crt")
            + "&sslkey="
            + files.key(KeyFormat.PKCS8_AES)
            + "&sslpassword="
            + encoded(KEY_PASSWORD);
    return List.of(
        connected("all secrets by properties", url(""), info()),
        connected(
            "all secrets by the URL",
            "jdbc:tls:postgresql://app:"
                + encoded(PASSWORD)
                + "@"
                + place(port)
                + "?"
                + root()
                + certificate,
            Map.of()),
        connected(
            "password in the query",
            url("&user=app&password=" + encoded(PASSWORD) + certificate),
            Map.of()),
        connected(
            "key password by an alias",
            url(""),
            info("sslpassword", "", "sslkeypassword", KEY_PASSWORD)),
        connected(
            "key password by another alias",
            url("&key-password=" + encoded(KEY_PASSWORD)),
            info("sslpassword", "")),
        connected(
            "key that BouncyCastle decrypts",
            url(""),
            info("sslkey", files.key(KeyFormat.PKCS8_3DES).toString())),
        connected(
            "mode that verifies nothing",
            "jdbc:tls:postgresql://" + place(port) + "?sslmode=require",
            info()));
  }

  private List<Scenario> ofFiles() {
    List<Scenario> all = new ArrayList<>();
    for (KeyFormat format :
        List.of(
            KeyFormat.PKCS8_AES,
            KeyFormat.PKCS8_AES_DER,
            KeyFormat.PKCS8_3DES,
            KeyFormat.PKCS8_SCRYPT,
            KeyFormat.PKCS8_PBE_SHA1_3DES,
            KeyFormat.DEK_INFO,
            KeyFormat.PKCS12)) {
      String key = files.key(format).toString();
      all.add(
          refused(
              "wrong password of " + format,
              url(""),
              info("sslkey", key, "sslpassword", "hushwrong"),
              TlsFailure.KEY_PASSWORD_WRONG));
      all.add(
          refused(
              "no password for " + format,
              url(""),
              info("sslkey", key, "sslpassword", ""),
              TlsFailure.KEY_PASSWORD_MISSING));
    }
    all.add(
        refused(
            "key file missing",
            url(""),
            info("sslkey", files.file("missing").toString()),
            TlsFailure.FILE_MISSING));
    all.add(
        refused(
            "root file missing",
            "jdbc:tls:postgresql://" + place(port) + "?sslrootcert=" + files.file("missing"),
            info(),
            TlsFailure.FILE_MISSING));
    all.add(
        refused(
            "key as certificate",
            url(""),
            info("sslcert", files.key(KeyFormat.PKCS8).toString()),
            TlsFailure.WRONG_CONTENT));
    all.add(
        refused(
            "key as root",
            "jdbc:tls:postgresql://" + place(port) + "?sslrootcert=" + files.key(KeyFormat.PKCS8),
            info(),
            TlsFailure.WRONG_CONTENT));
    return all;
  }

  private List<Scenario> ofParameters() {
    return List.of(
        refused(
            "misspelt by property",
            url(""),
            info("sslpasword", "hushtypo"),
            TlsFailure.UNKNOWN_PARAMETER),
        refused(
            "misspelt in the URL",
            url("&sslpassword_=hushtypo"),
            info(),
            TlsFailure.UNKNOWN_PARAMETER),
        refused(
            "two key passwords",
            url("&sslpassword=hushother"),
            info(),
            TlsFailure.CONFLICTING_PARAMETER),
        refused(
            "two key passwords by an alias",
            url(""),
            info("key-password", "hushother"),
            TlsFailure.CONFLICTING_PARAMETER),
        refused(
            "argument of a factory",
            url(""),
            info("sslfactoryarg", "husharg"),
            TlsFailure.WEAKENING_PARAMETER),
        refused(
            "argument of a socket factory",
            url(""),
            info("socketFactoryArg", "husharg"),
            TlsFailure.WEAKENING_PARAMETER),
        refused("ssl with a secret", url(""), info("ssl", "hush"), TlsFailure.WEAKENING_PARAMETER),
        refused(
            "password of a trust store",
            url("&sslrootcertpassword=hushstore"),
            info(),
            TlsFailure.UNSUPPORTED_PARAMETER),
        refused(
            "reference to a variable",
            url(""),
            info("sslpassword", "env:HUSH"),
            TlsFailure.UNSUPPORTED_PARAMETER),
        refused(
            "reference to a file",
            url(""),
            info("sslpassword", "file:/hush"),
            TlsFailure.UNSUPPORTED_PARAMETER),
        refused(
            "inline base64",
            url(""),
            info("sslkey", "base64:hush"),
            TlsFailure.UNSUPPORTED_PARAMETER));
  }

  private List<Scenario> ofMisplacedKeys() {
    String key = files.inlineKey();
    List<Scenario> all = new ArrayList<>();
    for (String parameter : List.of("sslkey", "sslcert", "sslrootcert", "sslcrl", "sslcrldir")) {
      all.add(
          refused(
              "inline key as " + parameter,
              "jdbc:tls:postgresql://" + place(port),
              info(parameter, key),
              TlsFailure.UNSUPPORTED_PARAMETER));
      all.add(
          refused(
              "inline key in the URL as " + parameter,
              "jdbc:tls:postgresql://" + place(port) + "?" + parameter + "=" + encoded(key),
              Map.of(),
              TlsFailure.UNSUPPORTED_PARAMETER));
    }
    for (String parameter :
        List.of(
            "sslmode",
            "requiressl",
            "sslcertmode",
            "sslkeypermissions",
            "sslnegotiation",
            "sslsni",
            "ssl_min_protocol_version",
            "ssl_max_protocol_version",
            "hostaddr",
            "gssencmode",
            "loginTimeout",
            "targetServerType")) {
      all.add(
          refused(
              "inline key as " + parameter,
              url(""),
              info(parameter, key),
              TlsFailure.INVALID_VALUE));
    }
    for (String parameter :
        List.of("sslmode", "hostaddr", "sslrootcert", "sslcert", "sslkey", "loginTimeout")) {
      all.add(
          refused(
              "password behind a mistyped separator of " + parameter,
              "jdbc:tls:postgresql://" + place(port) + "?" + parameter + "=x;password=hush",
              Map.of(),
              TlsFailure.INVALID_VALUE));
    }
    all.add(
        refused(
            "inline key as the password of itself",
            url(""),
            info("sslpassword", key),
            TlsFailure.KEY_PASSWORD_WRONG));
    return all;
  }

  private List<Scenario> ofUrls() {
    List<String> broken =
        List.of(
            "postgresql://app:" + PASSWORD + "@" + place(port),
            "postgresql://app:hush1@hush2@" + place(port),
            "postgresql://app:hush1/hush2@" + place(port),
            "postgresql://app:1234/hush2@localhost",
            "postgresql://app:hush1?hush2@" + place(port),
            "postgresql://app:1234?hush2@" + place(port),
            "postgresql://app:hush%zz@" + place(port),
            "postgresql://app:hush%C3@[localhost/postgres",
            "postgresql://app:hush@localhost:port/postgres",
            "postgresql://app:hush@localhost:99999/postgres",
            "postgresql://app:hush@local host/postgres",
            "postgresql://app:hush:5432/postgres",
            "postgresql://[app:hush@localhost]/postgres",
            "postgresql://app:hush@" + place(port) + "/more",
            "postgresql:app:hush@" + place(port),
            "postgresql:app:hush@localhost",
            "postgresql:/app:hush@localhost",
            "postgresql:///app:hush@localhost",
            "postgresql:////app:hush@localhost/postgres",
            "postgresql//app:hush@" + place(port),
            "//app:hush@" + place(port),
            "app:hush@" + place(port),
            "hush@" + place(port),
            "postgresql://" + place(port) + "?password=hush%",
            "postgresql://" + place(port) + "?password=hush1&hush2%zz",
            "postgresql://" + place(port) + "?pass%77ord=hush");
    List<Scenario> all = new ArrayList<>();
    for (int i = 0; i < broken.size(); i++) {
      boolean otherDatabase = broken.get(i).startsWith("app:");
      all.add(
          refused(
              INVALID_URL + i,
              "jdbc:tls:" + broken.get(i),
              Map.of(),
              otherDatabase ? TlsFailure.UNSUPPORTED_DATABASE : TlsFailure.INVALID_URL));
    }
    return all;
  }

  private List<Scenario> ofServers() {
    String closed = "jdbc:tls:postgresql://app:" + encoded(PASSWORD) + "@localhost:1/postgres";
    return List.of(
        failed("wrong password", url(""), info("password", "hushwrong"), "28P01"),
        failed(
            "wrong password by the URL",
            "jdbc:tls:postgresql://app:hush%40wrong@" + place(port) + "?" + root(),
            info("user", "", "password", ""),
            "28P01"),
        failed(
            "unknown database",
            "jdbc:tls:postgresql://localhost:" + port + "/none?" + root(),
            info(),
            "3D000"),
        failed("closed port", closed, info(), "08001"),
        failed("unknown host", "jdbc:tls:postgresql://none.invalid/postgres", info(), "08001"),
        failed(
            "no client certificate",
            url(""),
            info("sslcert", "", "sslkey", "", "sslpassword", ""),
            "28000"),
        refused(
            "wrong name",
            "jdbc:tls:postgresql://127.0.0.1:" + port + "/postgres?" + root(),
            info(),
            TlsFailure.WRONG_NAME),
        refused("no TLS", url(stripping, ""), info(), TlsFailure.SERVER_HAS_NO_TLS),
        refused("unknown authority", url(inBetween, ""), info(), TlsFailure.UNTRUSTED_CHAIN),
        refused("stall", url(stalling, "&loginTimeout=1"), info(), TlsFailure.TIMEOUT),
        refused("reset", url(resetting, ""), info(), TlsFailure.HANDSHAKE_INTERRUPTED));
  }

  /** One with every secret by its setter. */
  TlsDataSource dataSource() {
    TlsDataSource dataSource = new TlsDataSource();
    dataSource.setUrl(url(""));
    dataSource.setUser(SecretFiles.USER);
    dataSource.setPassword(PASSWORD);
    dataSource.setSslcert(files.file("app.crt").toString());
    dataSource.setSslkey(files.key(KeyFormat.PKCS8_AES).toString());
    dataSource.setSslpassword(KEY_PASSWORD);
    return dataSource;
  }

  List<TlsDataSource> failingDataSources() {
    TlsDataSource conflicting = dataSource();
    conflicting.setUrl(url("&sslpassword=hushother"));
    TlsDataSource inline = dataSource();
    inline.setSslkey(files.inlineKey());
    TlsDataSource wrong = dataSource();
    wrong.setPassword("hushwrong");
    TlsDataSource foreign = dataSource();
    foreign.setUrl("jdbc:postgresql://app:hush@" + place(port));
    return List.of(conflicting, inline, wrong, foreign);
  }
}
