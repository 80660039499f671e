package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about pgjdbc's properties: which are handed on, which would weaken TLS and are
 * refused, which say in pgjdbc's words what one of our parameters says.
 *
 * <p>Keys are compared without regard to case, although pgjdbc's are not: a key that pgjdbc
 * silently ignores is a user who believes in a protection that is not there.
 */
final class PgVocabulary implements DelegateVocabulary {
  /** Harmless to TLS, or set by us for each attempt whatever the user says. */
  private static final List<String> HANDED_ON =
      List.of(
          "adaptiveFetch",
          "adaptiveFetchMaximum",
          "adaptiveFetchMinimum",
          "allowEncodingChanges",
          "ApplicationName",
          "assumeMinServerVersion",
          "autosave",
          "binaryTransfer",
          "binaryTransferDisable",
          "binaryTransferEnable",
          "cancelSignalTimeout",
          "cleanupSavepoints",
          "connectTimeout",
          "convertBooleanToNumeric",
          "currentSchema",
          "databaseMetadataCacheFields",
          "databaseMetadataCacheFieldsMiB",
          "defaultRowFetchSize",
          "disableColumnSanitiser",
          "escapeSyntaxCallMode",
          "flushCacheOnDdl",
          "groupStartupParameters",
          "gsslib",
          "gssResponseTimeout",
          "gssUseDefaultCreds",
          "hideUnprivilegedObjects",
          "hostRecheckSeconds",
          "jaasApplicationName",
          "jaasLogin",
          "kerberosServerName",
          "loadBalanceHosts",
          "localSocketAddress",
          "loggerFile",
          "loggerLevel",
          "loginTimeout",
          "logServerErrorDetail",
          "logUnclosedConnections",
          "maxResultBuffer",
          "maxSendBufferSize",
          "options",
          "preferQueryMode",
          "preparedStatementCacheQueries",
          "preparedStatementCacheSizeMiB",
          "prepareThreshold",
          "protocolVersion",
          "queryTimeout",
          "quoteReturningIdentifiers",
          "readOnly",
          "readOnlyMode",
          "receiveBufferSize",
          "replication",
          "reWriteBatchedInserts",
          "reWriteBatchedInsertsSize",
          "scramMaxIterations",
          "sendBufferSize",
          "socketTimeout",
          "sslResponseTimeout",
          "sspiServiceClass",
          "stringtype",
          "targetServerType",
          "tcpKeepAlive",
          "tcpNoDelay",
          "unknownLength",
          "useSpnego");

  /** Keys of pgjdbc that demand security: in another case pgjdbc would silently ignore them. */
  private static final List<String> EXACT = List.of("channelBinding", "requireAuth");

  /** Who logs in, and what demands security: a URL must not overrule the application. */
  private static final List<String> AGREED =
      List.of("channelBinding", "password", "requireAuth", "user");

  /** Followed by the name of a type; the value is the class for it. */
  private static final String DATA_TYPE = "datatype.";

  private static final Map<String, KeyRule> RULES = rules();

  @Override
  public Optional<KeyRule> rule(String key) {
    for (String exact : EXACT) {
      if (exact.equalsIgnoreCase(key) && !exact.equals(key)) {
        return Optional.of(
            new Refuse("would be ignored by pgjdbc in this spelling", "Write " + exact + "."));
      }
    }
    if (key.regionMatches(true, 0, DATA_TYPE, 0, DATA_TYPE.length())) {
      return Optional.of(
          new PassFromProperties(
              "would load a class that a URL names",
              "Set it in the properties, or call addDataType."));
    }
    return Optional.ofNullable(RULES.get(key.toLowerCase(Locale.ROOT)));
  }

  private static Map<String, KeyRule> rules() {
    Map<String, KeyRule> rules = new HashMap<>();
    HANDED_ON.forEach(key -> put(rules, key, new Pass()));
    AGREED.forEach(key -> put(rules, key, new PassAgreed()));
    put(
        rules,
        "ssl",
        new Translate(
            Parameter.SSLMODE,
            value ->
                value.isEmpty() || value.equalsIgnoreCase("true")
                    ? Optional.of("verify-full")
                    : Optional.empty(),
            "Use sslmode."));
    refuse(rules, "would replace the TLS of jdbc-tls", "sslfactory", "sslfactoryarg");
    refuse(
        rules,
        "would have no effect: jdbc-tls verifies the host name itself with sslmode=verify-full",
        "sslhostnameverifier");
    refuse(
        rules,
        "would have no effect: the kind of key is found by the file's content",
        "pemKeyAlgorithm");
    refuse(rules, "would load a class by its name", "xmlFactoryFactory");
    refuse(rules, "would take settings from another place, which could turn TLS off", "service");
    refuse(
        rules,
        "would override the host, port or database of the URL",
        "host",
        "port",
        "dbname",
        "PGHOST",
        "PGPORT",
        "PGDBNAME");
    refuse(
        rules,
        "would replace the sockets that hold clear text back",
        "socketFactory",
        "socketFactoryArg");
    refuse(rules, "would decide which class is loaded by a name", "classLoaderStrategy");
    refuse(
        rules,
        "would load a class by its name",
        "connectExecutor",
        "connectExecutorArg",
        "authenticationPluginClassName");
    return Map.copyOf(rules);
  }

  private static void refuse(Map<String, KeyRule> rules, String reason, String... keys) {
    for (String key : keys) {
      put(rules, key, new Refuse(reason, "Remove it."));
    }
  }

  private static void put(Map<String, KeyRule> rules, String key, KeyRule rule) {
    rules.put(key.toLowerCase(Locale.ROOT), rule);
  }
}
