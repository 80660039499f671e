package io.github.jdbctls.material;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * What the root source holds. Immutable.
 *
 * @param anchors the self-signed certificates, which are trusted
 * @param others certificates that only help to build the path
 * @param jvmTrustManager the JVM's own trust manager where the source is the JVM's trust store; its
 *     refusal is final
 * @param source the source in words
 * @param stamps of the files that were read
 */
public record TrustMaterial(
    List<X509Certificate> anchors,
    List<X509Certificate> others,
    Optional<X509TrustManager> jvmTrustManager,
    String source,
    List<FileStamp> stamps) {}
