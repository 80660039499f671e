package io.github.jdbctls.dialect.mariadb;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.settings.DelegateVocabulary;
import io.github.jdbctls.settings.KeyOrder;
import io.github.jdbctls.settings.Parameter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known about the options of MariaDB's driver: which are handed on, which would weaken TLS
 * and are refused, which name a class.
 *
 * <p>Keys are compared without regard to case, as the driver does for all but its oldest: a key
 * that it silently ignores is a user who believes in a protection that is not there.
 */
final class MariadbVocabulary implements DelegateVocabulary {
  /** Harmless to TLS, or set by us for each call whatever the user says. */
  private static final List<String> HANDED_ON =
      List.of(
          "allowLocalInfile",
          "allowMultiQueries",
          "allowPublicKeyRetrieval",
          "autocommit",
          "blankTableNameMeta",
          "cacheCodecs",
          "cachePrepStmts",
          "connectionAttributes",
          "connectionCollation",
          "connectionTimeZone",
          "connectTimeout",
          "createDatabaseIfNotExist",
          "databaseTerm",
          "defaultFetchSize",
          "deniedListTimeout",
          "disableSessionTracking",
          "disconnectOnExpiredPasswords",
          "disablePipeline",
          "dumpQueriesOnException",
          "forceConnectionTimeZoneToSession",
          "galeraAllowedState",
          "geometryDefaultType",
          "includeInnodbStatusInDeadlockExceptions",
          "includeThreadDumpInDeadlockExceptions",
          "initSql",
          "jdbcCompliantTruncation",
          "localSocketAddress",
          "loginTimeout",
          "maxAllowedColumns",
          "maxAllowedPacket",
          "maxIdleTime",
          "maxPoolSize",
          "maxQuerySizeToLog",
          "metaExportedKeys",
          "minPoolSize",
          "nullCatalogMeansCurrent",
          "nullDatabaseMeansCurrent",
          "oldModeNoPrecisionTimestamp",
          "permitMysqlScheme",
          "permitNoResults",
          "permitRedirect",
          "pinGlobalTxToPhysicalConnection",
          "poolName",
          "poolValidMinDelay",
          "prepStmtCacheSize",
          "preserveInstants",
          "pureLocalDateTime",
          "readOnlyPropagatesToServer",
          "registerJmxPool",
          "restrictedAuth",
          "retriesAllDown",
          "returnMultiValuesGeneratedIds",
          "rewriteBatchedStatements",
          "servicePrincipalName",
          "sessionVariables",
          "socketTimeout",
          "tcpAbortiveClose",
          "tcpKeepAlive",
          "tcpKeepCount",
          "tcpKeepIdle",
          "tcpKeepInterval",
          "timezone",
          "tinyInt1isBit",
          "transactionIsolation",
          "transactionReplay",
          "transactionReplaySize",
          "transformedBitIsBoolean",
          "useAffectedRows",
          "useBulkStmts",
          "useBulkStmtsForInserts",
          "useCatalogTerm",
          "useCompression",
          "useIpForKillQuery",
          "useLocalSessionState",
          "useMysqlMetadata",
          "useReadAheadInput",
          "useResetConnection",
          "useServerPrepStmts",
          "uuidAsString",
          "waitReconnectTimeout",
          "yearIsDateType");

  /** Who logs in: a URL must not overrule the application. */
  private static final List<String> AGREED = List.of("password", "user");

  /** The driver's own TLS, its aliases and its older names included. */
  private static final List<String> OWN_TLS =
      List.of(
          "clientCertificateKeyStorePassword",
          "clientCertificateKeyStoreType",
          "clientCertificateKeyStoreUrl",
          "deferCertificateValidation",
          "disableSslContextCache",
          "fallbackToSystemKeyStore",
          "fallbackToSystemTrustStore",
          "keyPassword",
          "keyStore",
          "keyStorePassword",
          "keyStoreType",
          "serverSslCert",
          "trustCertificateKeyStorePassword",
          "trustCertificateKeyStoreType",
          "trustCertificateKeyStoreUrl",
          "trustStore",
          "trustStorePassword",
          "trustStoreType");

  private static final Map<String, KeyRule> RULES = rules();
  private static final List<String> GUARDED =
      RULES.entrySet().stream()
          .filter(rule -> !rule.getValue().isHandedOn())
          .map(Map.Entry::getKey)
          .toList();

  @Override
  public Optional<KeyRule> rule(String key) {
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
    AGREED.forEach(key -> rules.put(key, new PassAgreed()));
    OWN_TLS.forEach(
        key ->
            rules.put(
                key,
                new Refuse(
                    "would have no effect: TLS is made by jdbc-tls",
                    "Use sslrootcert for the trusted roots, sslcert and sslkey for the client"
                        + " certificate.")));
    for (String key :
        List.of("useSsl", "trustServerCertificate", "disableSslHostnameVerification")) {
      rules.put(key, new Refuse("would overrule the mode behind our back", "Use sslmode."));
    }
    for (String key : List.of("tlsSocketType", "socketFactory")) {
      rules.put(key, new Refuse("would replace the sockets of jdbc-tls", "Remove it."));
    }
    for (String key : List.of("pipe", "localSocket")) {
      rules.put(
          key,
          new Refuse(
              "would replace the host, and there is no TLS on it", "Connect to the host by TCP."));
    }
    rules.put(
        "enabledSslProtocolSuites",
        new TranslateEach(
            MariadbVocabulary::bounds,
            "Use ssl_min_protocol_version and ssl_max_protocol_version."));
    rules.put(
        "enabledSslCipherSuites",
        new Refuse(
            "would have no effect: which cipher suites are safe is for the JVM to say",
            "Set jdk.tls.disabledAlgorithms in the JVM's security properties."));
    rules.put(
        "database",
        new Refuse(
            "would override the database of the URL",
            "Write it in front of the query, as in //host:port/database."));
    rules.put(
        "pool",
        new Refuse(
            "would hand out connections that other calls have opened",
            "Use a connection pool above jdbc-tls."));
    rules.put(
        "serverRsaPublicKeyFile",
        new PassFromProperties("would read a file that a URL names", "Set it in the properties."));
    for (String key : List.of("credentialType", "userKey", "pwdKey")) {
      rules.put(
          key,
          new PassFromProperties(
              "would choose where the password comes from", "Set it in the properties."));
    }
    return Collections.unmodifiableMap(rules);
  }

  /**
   * The bounds that a list of versions stands for, with the driver's own separators: of TLS 1.2 and
   * 1.3, which have no gap between them.
   */
  private static Map<Parameter, String> bounds(String list) {
    List<String> versions = List.of(list.split("[,;\\s]+", -1));
    String oldest = TlsVersion.TLS_1_2.protocol();
    String newest = TlsVersion.TLS_1_3.protocol();
    if (!List.of(oldest, newest).containsAll(versions)) {
      return Map.of();
    }
    return Map.of(
        Parameter.SSL_MIN_PROTOCOL_VERSION, versions.contains(oldest) ? oldest : newest,
        Parameter.SSL_MAX_PROTOCOL_VERSION, versions.contains(newest) ? newest : oldest);
  }
}
