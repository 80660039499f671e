package io.github.jdbctls.material;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the root source holds. Immutable.
 *
 * @param anchors the self-signed certificates, which are trusted
 * @param others certificates that only help to build the path
 * @param system whether the source is the JVM's trust store, whose own rules must accept too
 * @param source the source in words
 * @param stamps of the files that were read
 */
public record TrustMaterial(
    List<X509Certificate> anchors,
    List<X509Certificate> others,
    boolean system,
    String source,
    List<FileStamp> stamps) {}
