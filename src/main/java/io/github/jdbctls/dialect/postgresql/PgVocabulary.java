package io.github.jdbctls.dialect.postgresql;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.AuthenticationMethod;
import io.github.jdbctls.settings.ChannelBinding;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.LoginDemands;
import io.github.jdbctls.settings.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /**
   * Who logs in: a URL must not overrule the application. In this spelling that holds for every
   * driver, before a dialect is asked; here they stand because this is a list of all properties.
   */
  private static final List<String> AGREED = List.of("password", "user");

  /** Followed by the name of a type; the value is the class for it. */
  private static final String DATA_TYPE = "datatype.";

  static final String CHANNEL_BINDING = "channelBinding";
  private static final String REQUIRE_AUTH = "requireAuth";

  private static final Map<String, KeyRule> RULES = rules();
  private static final List<String> GUARDED =
      RULES.entrySet().stream()
          .filter(rule -> rule.getValue() instanceof Translate || rule.getValue() instanceof Refuse)
          .map(Map.Entry::getKey)
          .toList();

  @Override
  public Optional<KeyRule> rule(String key) {
    if (key.regionMatches(true, 0, DATA_TYPE, 0, DATA_TYPE.length())) {
      return Optional.of(
          new PassFromProperties(
              "would load a class that a URL names",
              "Set it in the properties, or call addDataType."));
    }
    return LibpqKeywords.find(key)
        .<KeyRule>map(Reword::new)
        .or(() -> Optional.ofNullable(RULES.get(key)));
  }

  @Override
  public List<String> guardedKeys() {
    return GUARDED;
  }

  /**
   * pgjdbc's {@code channelBinding} and {@code requireAuth}, which from its oldest version that is
   * accepted on do what libpq's parameters do:
   *
   * <ol>
   *   <li>{@code require} refuses plain text, and every login that is not a completed exchange by
   *       SCRAM-SHA-256-PLUS: {@code trust}, {@code cert}, {@code password} and {@code md5} too.
   *   <li>A method that is not in the list is refused when the server asks for it, before anything
   *       is sent; a login for which it asks nothing, or not to the end, needs {@code none}.
   *   <li>The list is given as the methods that are allowed. OAuth, which pgjdbc refuses anyhow and
   *       has no word for, is left out; alone it is an error. Where all are allowed there is no
   *       list, for pgjdbc takes no empty one.
   *   <li>Kerberos counts for pgjdbc as a login that was not finished, so that {@code gss} without
   *       {@code none} lets nobody in: stricter than libpq.
   * </ol>
   */
  @Override
  public Map<String, String> properties(LoginDemands demands) throws ProblemException {
    Map<String, String> properties = new HashMap<>();
    if (demands.channelBinding() != ChannelBinding.PREFER) {
      properties.put(CHANNEL_BINDING, demands.channelBinding().parameterValue());
    }
    if (!demands.allowsEveryMethod()) {
      String methods =
          demands.methods().stream()
              .filter(method -> method != AuthenticationMethod.OAUTH)
              .map(AuthenticationMethod::parameterValue)
              .collect(Collectors.joining(","));
      if (methods.isEmpty()) {
        throw Problem.of(
                TlsFailure.UNSUPPORTED_PARAMETER, "require_auth allows no method that pgjdbc knows")
            .withRemedy("Allow password, md5, gss, sspi, scram-sha-256 or none.")
            .exception();
      }
      properties.put(REQUIRE_AUTH, methods);
    }
    return Map.copyOf(properties);
  }

  private static Map<String, KeyRule> rules() {
    Map<String, KeyRule> rules = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    HANDED_ON.forEach(key -> rules.put(key, new Pass()));
    AGREED.forEach(key -> rules.put(key, new PassAgreed()));
    rules.put(
        CHANNEL_BINDING,
        new Translate(Parameter.CHANNEL_BINDING, Optional::of, "Use channel_binding."));
    rules.put(
        REQUIRE_AUTH,
        new Translate(Parameter.REQUIRE_AUTH, PgVocabulary::withoutBlanks, "Use require_auth."));
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
