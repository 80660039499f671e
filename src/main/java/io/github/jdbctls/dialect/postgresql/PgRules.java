package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.DelegateVocabulary.Pass;
import io.github.jdbctls.settings.DelegateVocabulary.PassAgreed;
import io.github.jdbctls.settings.DelegateVocabulary.PassFromProperties;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import io.github.jdbctls.settings.DelegateVocabulary.Translate;
import io.github.jdbctls.settings.KeyOrder;
import io.github.jdbctls.settings.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What becomes of each of pgjdbc's properties, by its name in any case: the table of {@link
 * PgVocabulary}, and apart from it so that whoever gives none of them does not load it.
 */
final class PgRules {
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

  /**
   * Who logs in: a URL must not overrule the application. In this spelling that holds for every
   * driver, before a dialect is asked; here they stand because this is a list of all properties.
   */
  private static final List<String> AGREED = List.of("password", "user");

  private static final Map<String, KeyRule> RULES = rules();
  private static final List<String> GUARDED = translatedOrRefused();

  private PgRules() {}

  /** Finds the rule for a property, in any case. */
  static Optional<KeyRule> find(String key) {
    return Optional.ofNullable(RULES.get(key));
  }

  /** Returns the properties that are translated or refused. */
  static List<String> guarded() {
    return GUARDED;
  }

  private static Map<String, KeyRule> rules() {
    Map<String, KeyRule> rules = new TreeMap<>(KeyOrder.ANY_CASE);
    for (String key : HANDED_ON) {
      rules.put(key, new Pass());
    }
    for (String key : AGREED) {
      rules.put(key, new PassAgreed());
    }
    rules.put(
        "scramMaxIterations",
        new PassFromProperties(
            "would lift a limit of what a server may demand", "Set it in the properties."));
    rules.put(
        PgVocabulary.CHANNEL_BINDING,
        new Translate(Parameter.CHANNEL_BINDING, Optional::of, "Use channel_binding."));
    rules.put(
        PgVocabulary.REQUIRE_AUTH,
        new Translate(Parameter.REQUIRE_AUTH, PgRules::withoutBlanks, "Use require_auth."));
    rules.put(
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
    rules.put(
        "service",
        new Refuse(
            "would take settings from another place, which could turn TLS off",
            "Write the settings of the service into the URL."));
    for (String key : List.of("host", "port", "dbname", "PGHOST", "PGPORT", "PGDBNAME")) {
      rules.put(
          key,
          new Refuse(
              "would override the host, port or database of the URL",
              "Write them in front of the query, as in //host:port/database."));
    }
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
    return Collections.unmodifiableMap(rules);
  }

  private static List<String> translatedOrRefused() {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, KeyRule> rule : RULES.entrySet()) {
      if (rule.getValue() instanceof Translate || rule.getValue() instanceof Refuse) {
        keys.add(rule.getKey());
      }
    }
    return List.copyOf(keys);
  }

  /** pgjdbc takes blanks around the methods, libpq does not, and an empty list it refuses. */
  private static Optional<String> withoutBlanks(String methods) {
    return methods.isBlank()
        ? Optional.empty()
        : Optional.of(
            Arrays.stream(methods.split(",", -1))
                .map(String::strip)
                .collect(Collectors.joining(",")));
  }

  private static void refuse(Map<String, KeyRule> rules, String reason, String... keys) {
    for (String key : keys) {
      rules.put(key, new Refuse(reason, "Remove it."));
    }
  }
}
