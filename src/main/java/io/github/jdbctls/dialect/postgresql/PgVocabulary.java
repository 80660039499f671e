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
          "channelBinding",
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
          "password",
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
          "requireAuth",
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
          "user",
          "useSpnego");

  /** Keys of pgjdbc that demand security: in another case pgjdbc would silently ignore them. */
  private static final List<String> EXACT = List.of("channelBinding", "requireAuth");

  private static final Map<String, KeyRule> RULES = rules();

  @Override
  public Optional<KeyRule> rule(String key) {
    for (String exact : EXACT) {
      if (exact.equalsIgnoreCase(key) && !exact.equals(key)) {
        return Optional.of(
            new Refuse("pgjdbc would ignore it in this spelling", "Write " + exact + "."));
      }
    }
    return Optional.ofNullable(RULES.get(key.toLowerCase(Locale.ROOT)));
  }

  private static Map<String, KeyRule> rules() {
    Map<String, KeyRule> rules = new HashMap<>();
    HANDED_ON.forEach(key -> put(rules, key, new Pass()));
    put(
        rules,
        "ssl",
        new Translate(
            Parameter.SSLMODE,
            value ->
                value.isEmpty() || value.equalsIgnoreCase("true")
                    ? Optional.of("verify-full")
                    : Optional.empty(),
            "Use sslmode"));
    refuse(rules, "it replaces the TLS of this driver", "sslfactory", "sslfactoryarg");
    refuse(
        rules,
        "the host name is verified by jdbc-tls; sslmode=verify-full demands it",
        "sslhostnameverifier");
    refuse(rules, "the kind of key is found by the file's content", "pemKeyAlgorithm");
    refuse(rules, "it loads a class that the URL names", "xmlFactoryFactory");
    refuse(rules, "it takes settings from another place, which could turn TLS off", "service");
    refuse(
        rules,
        "it would override the host, port or database of the URL",
        "host",
        "port",
        "dbname",
        "PGHOST",
        "PGPORT",
        "PGDBNAME");
    refuse(
        rules,
        "it replaces the sockets that hold clear text back",
        "socketFactory",
        "socketFactoryArg");
    refuse(rules, "it decides which class is loaded under a name", "classLoaderStrategy");
    refuse(
        rules,
        "it loads a class that the URL names",
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
