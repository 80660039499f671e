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
    all.addAll(ofSources());
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
        connected(
            "password of a trust store that needs none",
            url("&sslrootcertpassword=hushstore"),
            info()));
  }

  private List<Scenario> ofMisplacedKeys() {
    String key = files.inlineKey();
    List<Scenario> all = new ArrayList<>();
    all.add(
        refused(
            "inline key as sslkey, of somebody else's server",
            "jdbc:tls:postgresql://" + place(inBetween) + "?" + root(),
            info("sslkey", key, "sslpassword", ""),
            TlsFailure.UNTRUSTED_CHAIN));
    all.add(
        refused(
            "inline key in the URL as sslkey alone",
            "jdbc:tls:postgresql://" + place(port) + "?sslkey=" + encoded(key),
            Map.of(),
            TlsFailure.WRONG_CONTENT));
    for (String parameter : List.of("sslcert", "sslrootcert")) {
      all.addAll(misplaced(parameter, key, TlsFailure.WRONG_CONTENT));
    }
    all.addAll(misplaced("sslcrldir", key, TlsFailure.INVALID_VALUE));
    all.addAll(misplaced("sslcrl", key, TlsFailure.WRONG_CONTENT));
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

  private List<Scenario> misplaced(String parameter, String key, TlsFailure failure) {
    String more = parameter.equals("sslrootcert") ? "" : root() + "&";
    return List.of(
        refused(
            "inline key as " + parameter,
            "jdbc:tls:postgresql://" + place(port) + "?" + more,
            info(parameter, key),
            failure),
        refused(
            "inline key in the URL as " + parameter,
            "jdbc:tls:postgresql://" + place(port) + "?" + more + parameter + "=" + encoded(key),
            Map.of(),
            failure));
  }

  /** Where keys and passwords come from, but files. */
  private List<Scenario> ofSources() {
    String encrypted = files.text(KeyFormat.PKCS8_AES);
    String base64 = "base64:" + files.base64(KeyFormat.PKCS8_AES_DER);
    String store = "base64:" + files.base64(KeyFormat.PKCS12);
    String certificate = "&sslcert=" + files.file("app.crt");
    List<Scenario> all = new ArrayList<>();
    for (String key : List.of(encrypted, base64, store)) {
      String which = key.substring(0, 8) + " of " + key.length();
      all.add(connected("inline key " + which, url(""), info("sslkey", key)));
      all.add(
          connected(
              "inline key in the URL " + which,
              url(certificate + "&sslkey=" + encoded(key)),
              info("sslcert", "", "sslkey", "")));
      all.add(
          refused(
              "inline key with a wrong password " + which,
              url(""),
              info("sslkey", key, "sslpassword", "hushwrong"),
              TlsFailure.KEY_PASSWORD_WRONG));
      all.add(
          refused(
              "inline key in the URL with a wrong password " + which,
              url(certificate + "&sslpassword=hushwrong&sslkey=" + encoded(key)),
              info("sslcert", "", "sslkey", "", "sslpassword", ""),
              TlsFailure.KEY_PASSWORD_WRONG));
      all.add(
          refused(
              "inline key without a password " + which,
              url(""),
              info("sslkey", key, "sslpassword", ""),
              TlsFailure.KEY_PASSWORD_MISSING));
      all.add(
          refused(
              "inline key that is cut short " + which,
              url(""),
              info("sslkey", key.substring(0, key.length() * 2 / 3)),
              TlsFailure.WRONG_CONTENT));
    }
    all.add(
        refused(
            "inline key of somebody else",
            url(""),
            info("sslkey", files.otherKey(), "sslpassword", ""),
            TlsFailure.KEY_MISMATCH));
    for (String start : List.of("", "{", "base64;", "b64,", "file:///", "classpath:\"", "env:")) {
      String bare = start + files.base64(KeyFormat.PKCS8_DER);
      all.add(
          refused(
              "base64 behind " + start, url(""), info("sslkey", bare), TlsFailure.INVALID_VALUE));
      all.add(
          refused(
              "base64 in the URL behind " + start,
              url("&sslkey=" + encoded(bare)),
              Map.of(),
              TlsFailure.INVALID_VALUE));
    }
    all.add(
        refused(
            "inline base64 of something else",
            url(""),
            info("sslkey", "base64:hush"),
            TlsFailure.WRONG_CONTENT));
    all.add(
        refused(
            "key in a variable that is not set",
            url(""),
            info("sslkey", "env:JDBC_TLS_UNSET"),
            TlsFailure.FILE_MISSING));
    all.add(
        refused(
            "password in a variable that is not set",
            url(""),
            info("sslpassword", "env:JDBC_TLS_UNSET"),
            TlsFailure.KEY_PASSWORD_MISSING));
    all.add(
        refused(
            "password in a file that is missing",
            url(""),
            info("sslpassword", "file:" + files.file("none")),
            TlsFailure.FILE_MISSING));
    all.add(
        connected(
            "password in a file",
            url(""),
            info("sslpassword", "file:" + files.passwordFile(KEY_PASSWORD))));
    all.add(
        refused(
            "wrong password in a file",
            url(""),
            info("sslpassword", "file:" + files.passwordFile("hushwrong")),
            TlsFailure.KEY_PASSWORD_WRONG));
    all.add(
        refused(
            "wrong password of a trust store in a file",
            "jdbc:tls:postgresql://" + place(port),
            info(
                "sslrootcert",
                files.trustStore().toString(),
                "sslrootcertpassword",
                "file:" + files.passwordFile("hushwrong")),
            TlsFailure.KEY_PASSWORD_WRONG));
    all.add(
        connected(
            "password of a trust store",
            "jdbc:tls:postgresql://" + place(port),
            info(
                "sslrootcert",
                files.trustStore().toString(),
                "sslrootcertpassword",
                KEY_PASSWORD)));
    all.add(
        refused(
            "password of a callback that throws with it",
            url(""),
            info("sslpassword", "", "sslpasswordcallback", ThrowingCallback.class.getName()),
            TlsFailure.KEY_PASSWORD_MISSING));
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
    inline.setSslkey(files.otherKey());
    TlsDataSource wrong = dataSource();
    wrong.setPassword("hushwrong");
    TlsDataSource foreign = dataSource();
    foreign.setUrl("jdbc:postgresql://app:hush@" + place(port));
    return List.of(conflicting, inline, wrong, foreign);
  }
}
