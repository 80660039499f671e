package io.github.jdbctls.dialect.mysql;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.KeyOrder;
import io.github.jdbctls.settings.Parameter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known about Connector/J's properties: which are handed on, which would weaken TLS and are
 * refused, which say in its words what our parameters say.
 *
 * <p>Keys are compared without regard to case, although most of Connector/J's are not: a key that
 * it silently ignores is a user who believes in a protection that is not there. Its {@code sslMode}
 * is our {@code sslmode}, which takes its names for the modes too.
 */
final class MysqlVocabulary implements DelegateVocabulary {
  /**
   * Harmless to TLS. What stands in the URL and in the properties must agree: for the driver the
   * properties count, and a tenant's URL must not allow a way to log in, say, where the application
   * has said no.
   */
  private static final List<String> HANDED_ON =
      List.of(
          "allowMultiQueries",
          "allowNanAndInf",
          "allowPublicKeyRetrieval",
          "allowReplicaDownConnections",
          "allowSourceDownConnections",
          "alwaysSendSetIsolation",
          "autoClosePStmtStreams",
          "autoGenerateTestcaseScript",
          "autoReconnect",
          "autoReconnectForPools",
          "autoSlowLog",
          "blobsAreStrings",
          "blobSendChunkSize",
          "cacheCallableStmts",
          "cacheDefaultTimeZone",
          "cacheDefaultTimezone",
          "cachePrepStmts",
          "cacheResultSetMetadata",
          "cacheServerConfiguration",
          "callableStmtCacheSize",
          "characterEncoding",
          "characterSetResults",
          "clobberStreamingResults",
          "clobCharacterEncoding",
          "compensateOnDuplicateKeyUpdateCounts",
          "connectionAttributes",
          "connectionCollation",
          "connectionTimeZone",
          "connectTimeout",
          "continueBatchOnError",
          "createDatabaseIfNotExist",
          "customCharsetMapping",
          "databaseTerm",
          "defaultFetchSize",
          "detectCustomCollations",
          "disabledAuthenticationPlugins",
          "disconnectOnExpiredPasswords",
          "dontCheckOnDuplicateKeyUpdateInSQL",
          "dontTrackOpenResources",
          "dumpQueriesOnException",
          "elideSetAutoCommits",
          "emptyStringsConvertToZero",
          "emulateLocators",
          "emulateUnsupportedPstmts",
          "enableEscapeProcessing",
          "enablePacketDebug",
          "enableQueryTimeouts",
          "explainSlowQueries",
          "failOverReadOnly",
          "forceConnectionTimeZoneToSession",
          "functionsNeverReturnBlobs",
          "gatherPerfMetrics",
          "generateSimpleParameterMetadata",
          "getProceduresReturnsFunctions",
          "ha.enableJMX",
          "haEnableJMX",
          "holdResultsOpenOverStatementClose",
          "ignoreNonTxTables",
          "includeInnodbStatusInDeadlockExceptions",
          "includeThreadDumpInDeadlockExceptions",
          "includeThreadNamesAsStatementComment",
          "initialTimeout",
          "interactiveClient",
          "jdbcCompliantTruncation",
          "largeRowSizeThreshold",
          "ldapServerHostname",
          "loadBalanceAutoCommitStatementRegex",
          "loadBalanceAutoCommitStatementThreshold",
          "loadBalanceBlocklistTimeout",
          "loadBalanceConnectionGroup",
          "loadBalanceHostRemovalGracePeriod",
          "loadBalancePingTimeout",
          "loadBalanceSQLExceptionSubclassFailover",
          "loadBalanceSQLStateFailover",
          "loadBalanceValidateConnectionOnSwapServer",
          "localSocketAddress",
          "locatorFetchBufferSize",
          "loginTimeout",
          "logSlowQueries",
          "logXaCommands",
          "maintainTimeStats",
          "maxAllowedPacket",
          "maxByteArrayAsHex",
          "maxQuerySizeToLog",
          "maxReconnects",
          "maxRows",
          "metadataCacheSize",
          "netTimeoutForStreamingResults",
          "noAccessToProcedureBodies",
          "noDatetimeStringSync",
          "nullCatalogMeansCurrent",
          "nullDatabaseMeansCurrent",
          "openTelemetry",
          "overrideSupportsIntegrityEnhancementFacility",
          "packetDebugBufferSize",
          "padCharsWithSpace",
          "paranoid",
          "passwordCharacterEncoding",
          "pedantic",
          "pinGlobalTxToPhysicalConnection",
          "populateInsertRowWithDefaultValues",
          "prepStmtCacheSize",
          "prepStmtCacheSqlLimit",
          "preserveInstants",
          "processEscapeCodesForPrepStmts",
          "profileSQL",
          "queriesBeforeRetrySource",
          "queryTimeoutKillsConnection",
          "readFromSourceWhenNoReplicas",
          "readOnlyPropagatesToServer",
          "reconnectAtTxEnd",
          "replicationConnectionGroup",
          "reportMetricsIntervalMillis",
          "resourceId",
          "resultSetSizeThreshold",
          "retriesAllDown",
          "rewriteBatchedStatements",
          "rollbackOnPooledClose",
          "scrollTolerantForwardOnly",
          "secondsBeforeRetrySource",
          "selfDestructOnPingMaxOperations",
          "selfDestructOnPingSecondsLifetime",
          "sendFractionalSeconds",
          "sendFractionalSecondsForTime",
          "serverAffinityOrder",
          "serverTimezone",
          "sessionVariables",
          "slowQueryThresholdMillis",
          "slowQueryThresholdNanos",
          "socketTimeout",
          "strictUpdates",
          "tcpKeepAlive",
          "tcpNoDelay",
          "tcpRcvBuf",
          "tcpSndBuf",
          "tcpTrafficClass",
          "tinyInt1isBit",
          "traceProtocol",
          "trackSessionState",
          "transformedBitIsBoolean",
          "treatMysqlDatetimeAsTimestamp",
          "treatUtilDateAsTimestamp",
          "ultraDevHack",
          "useAffectedRows",
          "useColumnNamesInFindColumn",
          "useCompression",
          "useCursorFetch",
          "useHostsInPrivileges",
          "useInformationSchema",
          "useLocalSessionState",
          "useLocalTransactionState",
          "useNanosForElapsedTime",
          "useOldAliasMetadataBehavior",
          "useOnlyServerErrorMessages",
          "useReadAheadInput",
          "useServerPrepStmts",
          "useStreamLengthsInPrepStmts",
          "useUnbufferedInput",
          "useUsageAdvisor",
          "yearIsDateType",
          "zeroDateTimeBehavior");

  /** Which local files the server may ask for, all together. */
  private static final List<String> LOCAL_FILES =
      List.of("allowLoadLocalInfile", "allowLoadLocalInfileInPath", "allowUrlInLocalInfile");

  /** Who logs in: a URL must not overrule the application. */
  private static final List<String> AGREED =
      List.of("password", "password1", "password2", "password3", "user");

  /** A URL may come from somebody else: the policy does not see what it has read this way. */
  private static final List<String> FILES =
      List.of("idTokenFile", "ociConfigFile", "ociConfigProfile", "serverRSAPublicKeyFile");

  /** A URL may come from somebody else, so it names no class. */
  private static final List<String> CLASSES =
      List.of(
          "authenticationFidoCallbackHandler",
          "authenticationOpenidConnectCallbackHandler",
          "authenticationPlugins",
          "authenticationWebAuthnCallbackHandler",
          "clientInfoProvider",
          "connectionLifecycleInterceptors",
          "defaultAuthenticationPlugin",
          "exceptionInterceptors",
          "ha.loadBalanceStrategy",
          "haLoadBalanceStrategy",
          "loadBalanceExceptionChecker",
          "logger",
          "parseInfoCacheFactory",
          "profilerEventHandler",
          "queryInfoCacheFactory",
          "queryInterceptors",
          "serverConfigCacheFactory");

  /** For a protocol that JDBC does not speak. */
  private static final String OTHER_PROTOCOL = "xdevapi";

  private static final Map<String, KeyRule> RULES = rules();
  private static final List<String> GUARDED =
      RULES.entrySet().stream()
          .filter(rule -> !rule.getValue().isHandedOn())
          .map(Map.Entry::getKey)
          .toList();

  @Override
  public Optional<KeyRule> rule(String key) {
    if (key.regionMatches(true, 0, OTHER_PROTOCOL, 0, OTHER_PROTOCOL.length())) {
      return Optional.of(new Refuse("would have no effect: it is for the X DevAPI", "Remove it."));
    }
    boolean misspelt =
        AGREED.stream().anyMatch(agreed -> agreed.equalsIgnoreCase(key) && !agreed.equals(key));
    return misspelt
        ? Optional.of(
            new Refuse(
                "would say who logs in, beside the key in lower case", "Write it in lower case."))
        : Optional.ofNullable(RULES.get(key));
  }

  @Override
  public List<String> guardedKeys() {
    return GUARDED;
  }

  private static Map<String, KeyRule> rules() {
    Map<String, KeyRule> rules = new TreeMap<>(KeyOrder.ANY_CASE);
    HANDED_ON.forEach(key -> rules.put(key, new PassAgreed()));
    LOCAL_FILES.forEach(key -> rules.put(key, new PassAgreed(LOCAL_FILES)));
    AGREED.forEach(key -> rules.put(key, new PassAgreed()));
    FILES.forEach(
        key ->
            rules.put(
                key,
                new PassFromProperties(
                    "would read a file that a URL names", "Set it in the properties.")));
    CLASSES.forEach(
        key ->
            rules.put(
                key,
                new PassFromProperties(
                    "would load a class that a URL names", "Set it in the properties.")));
    for (String key : List.of("tlsVersions", "enabledTLSProtocols")) {
      rules.put(
          key,
          new TranslateEach(
              MysqlVocabulary::bounds,
              "Use ssl_min_protocol_version and ssl_max_protocol_version."));
    }
    MysqlRefusals.addTo(rules);
    return Collections.unmodifiableMap(rules);
  }

  /**
   * The bounds that a list of versions stands for: of TLS 1.2 and 1.3, which is all that there is
   * without a gap, and all that the driver itself speaks.
   */
  private static Map<Parameter, String> bounds(String list) {
    Set<String> versions =
        Stream.of(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    String oldest = TlsVersion.TLS_1_2.protocol();
    String newest = TlsVersion.TLS_1_3.protocol();
    if (versions.isEmpty() || !Set.of(oldest, newest).containsAll(versions)) {
      return Map.of();
    }
    return Map.of(
        Parameter.SSL_MIN_PROTOCOL_VERSION, versions.contains(oldest) ? oldest : newest,
        Parameter.SSL_MAX_PROTOCOL_VERSION, versions.contains(newest) ? newest : oldest);
  }
}
