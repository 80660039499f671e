package io.github.jdbctls.it.secrets;

import static io.github.jdbctls.it.secrets.GuardedDatabase.PASSWORD;
import static io.github.jdbctls.it.secrets.Scenario.connected;
import static io.github.jdbctls.it.secrets.Scenario.failed;
import static io.github.jdbctls.it.secrets.Scenario.refused;
import static io.github.jdbctls.it.secrets.SecretFiles.KEY_PASSWORD;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.pki.KeyFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connects to any database with secrets in them, and those that fail at each step of the way. */
record GuardedScenarios(GuardedDatabase database, SecretFiles files, Path rootFile, int port) {
  List<Scenario> all() {
    List<Scenario> all = new ArrayList<>(good());
    all.addAll(ofKeys());
    all.addAll(ofParameters());
    all.addAll(ofUrls());
    all.addAll(ofServers());
    return all;
  }

  private String root() {
    return "sslrootcert=" + rootFile;
  }

  private String url() {
    return database.url("localhost", port) + root();
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

  private String inline() {
    return "base64:" + files.base64(KeyFormat.PKCS8_AES_DER);
  }

  private List<Scenario> good() {
    return List.of(
        connected("all secrets by properties", url(), info()),
        connected(
            "password by the URL",
            database.urlWithLogin(port, PASSWORD) + root(),
            info("user", "", "password", "")),
        connected("inline key by properties", url(), info("sslkey", inline())),
        connected(
            "inline key by the URL",
            url() + "&sslkey=" + database.encoded(inline()),
            info("sslkey", "")),
        connected("inline PEM", url(), info("sslkey", files.inlineKey(), "sslpassword", "")),
        connected(
            "mode that verifies nothing",
            database.url("localhost", port) + "sslmode=require",
            info()));
  }

  private List<Scenario> ofKeys() {
    return List.of(
        refused(
            "wrong key password",
            url(),
            info("sslpassword", "hushwrong"),
            TlsFailure.KEY_PASSWORD_WRONG),
        refused(
            "wrong key password by the URL",
            url() + "&sslpassword=hushwrong",
            info("sslpassword", ""),
            TlsFailure.KEY_PASSWORD_WRONG),
        refused(
            "inline key with a wrong password by the URL",
            url() + "&sslpassword=hushwrong&sslkey=" + database.encoded(inline()),
            info("sslkey", "", "sslpassword", ""),
            TlsFailure.KEY_PASSWORD_WRONG),
        refused(
            "inline key that is cut short",
            url(),
            info("sslkey", inline().substring(0, inline().length() * 2 / 3)),
            TlsFailure.WRONG_CONTENT),
        refused(
            "inline key of somebody else",
            url(),
            info("sslkey", files.otherKey(), "sslpassword", ""),
            TlsFailure.KEY_MISMATCH),
        refused(
            "inline key as root",
            database.url("localhost", port),
            info("sslrootcert", files.inlineKey()),
            TlsFailure.WRONG_CONTENT));
  }

  private List<Scenario> ofParameters() {
    return List.of(
        refused(
            "misspelt by property",
            url(),
            info("sslpasword", "hushtypo"),
            TlsFailure.UNKNOWN_PARAMETER),
        refused(
            "misspelt in the URL",
            url() + "&sslpasword=hushtypo",
            info(),
            TlsFailure.UNKNOWN_PARAMETER),
        refused(
            "two key passwords",
            url() + "&sslpassword=hushother",
            info(),
            TlsFailure.CONFLICTING_PARAMETER),
        refused(
            "inline key as sslmode",
            url(),
            info("sslmode", files.inlineKey()),
            TlsFailure.INVALID_VALUE));
  }

  private List<Scenario> ofUrls() {
    String plain = database.url("localhost", port);
    List<Scenario> all = new ArrayList<>();
    for (String authority :
        List.of("app:hush1@hush2@localhost", "app:hush1/hush2@localhost", "app:hush@local host")) {
      all.add(
          refused(
              "password in a URL that cannot be read: " + authority,
              plain.replace("localhost", authority),
              Map.of(),
              TlsFailure.INVALID_URL));
    }
    return all;
  }

  private List<Scenario> ofServers() {
    return List.of(
        failed("wrong password", url(), info("password", "hushwrong"), "28000"),
        failed(
            "wrong password by the URL",
            database.urlWithLogin(port, "hushwrong") + root(),
            info("user", "", "password", ""),
            "28000"),
        refused(
            "wrong name", database.url("127.0.0.1", port) + root(), info(), TlsFailure.WRONG_NAME),
        failed(
            "closed port",
            database.urlWithLogin(1, PASSWORD) + root(),
            Map.of(),
            database.unreachable()));
  }
}
