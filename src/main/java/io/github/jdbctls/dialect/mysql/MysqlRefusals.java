package io.github.jdbctls.dialect.mysql;

import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.DelegateVocabulary.Refuse;
import java.util.Map;

/**
 * The properties of Connector/J that would weaken or bypass TLS, or would be ignored in silence.
 */
final class MysqlRefusals {
  private static final String OF_THE_TLS_OF_JDBC_TLS =
      "would have no effect: TLS is made by jdbc-tls";

  private MysqlRefusals() {}

  static void addTo(Map<String, KeyRule> rules) {
    refuse(
        rules,
        "would say in old words what sslmode says, with another meaning",
        "Use sslmode.",
        "useSSL",
        "requireSSL",
        "verifyServerCertificate");
    refuse(
        rules,
        OF_THE_TLS_OF_JDBC_TLS,
        "Use sslrootcert.",
        "trustCertificateKeyStorePassword",
        "trustCertificateKeyStoreType",
        "trustCertificateKeyStoreUrl",
        "fallbackToSystemTrustStore",
        "trustManagerFactoryProvider");
    refuse(
        rules,
        OF_THE_TLS_OF_JDBC_TLS,
        "Use sslcert and sslkey.",
        "clientCertificateKeyStorePassword",
        "clientCertificateKeyStoreType",
        "clientCertificateKeyStoreUrl",
        "fallbackToSystemKeyStore",
        "KeyManagerFactoryProvider",
        "keyStoreProvider");
    refuse(rules, OF_THE_TLS_OF_JDBC_TLS, "Remove it.", "sslContextProvider", "fipsCompliantJsse");
    refuse(
        rules,
        "would have no effect: which cipher suites are safe is for the JVM to say",
        "Set jdk.tls.disabledAlgorithms in the JVM's security properties.",
        "tlsCiphersuites",
        "enabledSSLCipherSuites");
    refuse(
        rules,
        "would replace the sockets that hold clear text back",
        "Remove it.",
        "socketFactory",
        "socksProxyHost",
        "socksProxyPort",
        "socksProxyRemoteDns");
    refuse(
        rules,
        "would take settings from another place, which could turn TLS off",
        "Write the settings into the URL or the properties.",
        "propertiesTransform",
        "useConfigs");
    refuse(
        rules,
        "would replace the host, and there is no TLS on it",
        "Connect to the host by TCP.",
        "protocol",
        "path",
        "namedPipePath");
    refuse(
        rules,
        "would take the hosts from a name service that proves nothing",
        "Write the hosts into the URL.",
        "dnsSrv");
    refuse(
        rules,
        "would override the hosts or the database of the URL",
        "Write them in front of the query, as in //host:port/database.",
        "host",
        "port",
        "address",
        "dbname",
        "type",
        "priority");
    refuse(
        rules,
        "would let the server choose which classes are loaded",
        "Remove it.",
        "autoDeserialize");
  }

  private static void refuse(
      Map<String, KeyRule> rules, String reason, String remedy, String... keys) {
    for (String key : keys) {
      rules.put(key, new Refuse(reason, remedy));
    }
  }
}
