package io.github.jdbctls.material;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;

/**
 * What the root source holds. Immutable.
 *
 * @param anchors the certificates that name themselves as their issuer, which are trusted if their
 *     own key verifies them; may be none
 * @param others certificates that only help to build the path
 * @param rejected certificates whose subject and key no path may go through, whoever certifies them
 * @param jvmTrustManager the JVM's default trust manager if the source is the JVM's trust store,
 *     whose own rules must accept too
 * @param source the source in words
 * @param stamps of the files that were read
 * @param warnings sentences for the log, about what was let pass
 */
public record TrustMaterial(
    List<X509Certificate> anchors,
    List<X509Certificate> others,
    Set<X509Certificate> rejected,
    Optional<X509TrustManager> jvmTrustManager,
    String source,
    List<Stamp> stamps,
    List<String> warnings) {

  /** Copies the collections. */
  public TrustMaterial {
    anchors = List.copyOf(anchors);
    others = List.copyOf(others);
    rejected = Set.copyOf(rejected);
    stamps = List.copyOf(stamps);
    warnings = List.copyOf(warnings);
  }

  /** Without any warning. */
  public TrustMaterial(
      List<X509Certificate> anchors,
      List<X509Certificate> others,
      Set<X509Certificate> rejected,
      Optional<X509TrustManager> jvmTrustManager,
      String source,
      List<Stamp> stamps) {
    this(anchors, others, rejected, jvmTrustManager, source, stamps, List.of());
  }

  /** Without any rejected certificate. */
  public TrustMaterial(
      List<X509Certificate> anchors,
      List<X509Certificate> others,
      Optional<X509TrustManager> jvmTrustManager,
      String source,
      List<Stamp> stamps) {
    this(anchors, others, Set.of(), jvmTrustManager, source, stamps);
  }

  /** Whether it was read to be the same, whenever that was and whoever had named it. */
  public boolean holdsSameAs(TrustMaterial other) {
    return anchors.equals(other.anchors)
        && others.equals(other.others)
        && rejected.equals(other.rejected)
        && jvmTrustManager.isPresent() == other.jvmTrustManager.isPresent()
        && warnings.size() == other.warnings.size();
  }

  /** Returns this with what was noticed when the password was fetched that opened it. */
  TrustMaterial openedWith(List<Stamp> moreStamps, List<String> moreWarnings) {
    return new TrustMaterial(
        anchors,
        others,
        rejected,
        jvmTrustManager,
        source,
        Stream.of(stamps, moreStamps).flatMap(List::stream).toList(),
        Stream.of(warnings, moreWarnings).flatMap(List::stream).toList());
  }
}
