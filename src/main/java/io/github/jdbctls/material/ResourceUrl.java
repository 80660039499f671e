package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a class loader found a resource.
 *
 * <ol>
 *   <li>The path ends with the name, so that it is the name of a resource of the loader's.
 *   <li>Neither its protocol nor one within it, as in {@code jar:http:}, is one by which the JDK
 *       goes to the network; nor is it a file of another host, which is FTP but on Windows. Any
 *       other protocol is the JDK's for jars and modules, or the loader's own.
 *   <li>A {@code file:} URL is a path.
 * </ol>
 *
 * Immutable.
 *
 * @param url to be opened
 * @param file that it is, if it is one
 */
record ResourceUrl(URL url, Optional<Path> file) {
  private static final Pattern PROTOCOL = Pattern.compile("([a-z][a-z0-9+.-]+):");
  private static final Pattern OTHER_HOST = Pattern.compile("//(?!/|localhost/)[^/]");
  private static final Set<String> OF_NETWORK = Set.of("http", "https", "ftp", "mailto");

  /**
   * Looks at a URL, and opens nothing.
   *
   * @throws ProblemException FILE_UNREADABLE if it must not be opened
   */
  static ResourceUrl of(Place place, String name, URL url) throws ProblemException {
    if (!decoded(url.getPath()).endsWith("/" + name)) {
      throw refused(place, "is found under another name than its own");
    }
    if (isOnNetwork(url.toString().toLowerCase(Locale.ROOT))) {
      throw refused(place, "is found on the network, where nothing is read from");
    }
    if (!url.getProtocol().toLowerCase(Locale.ROOT).equals("file")) {
      return new ResourceUrl(url, Optional.empty());
    }
    try {
      return new ResourceUrl(url, Optional.of(Path.of(url.toURI()).toAbsolutePath()));
    } catch (URISyntaxException | RuntimeException e) {
      throw refused(place, "is found at a file: URL that is no path");
    }
  }

  private static boolean isOnNetwork(String url) {
    String rest = url;
    Matcher protocol = PROTOCOL.matcher(rest);
    while (protocol.lookingAt()) {
      if (OF_NETWORK.contains(protocol.group(1))) {
        return true;
      }
      rest = rest.substring(protocol.end());
      if (protocol.group(1).equals("file")) {
        return File.separatorChar == '/' && OTHER_HOST.matcher(rest).lookingAt();
      }
      protocol = PROTOCOL.matcher(rest);
    }
    return false;
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A loader of somebody's own, which encodes nothing.
      return path;
    }
  }

  private static ProblemException refused(Place place, String clause) {
    return place
        .problem(TlsFailure.FILE_UNREADABLE, clause)
        .withRemedy("Put the resource into a folder or a jar of the class path, or name a file.")
        .exception();
  }
}
