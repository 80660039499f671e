package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a class path resource.
 *
 * <ol>
 *   <li>It is looked for by the context class loader of the thread, then by our own.
 *   <li>What is found counts only where its URL ends with the name: a loader that took the name for
 *       something else than the name of one of its own resources is not followed.
 *   <li>Nothing is opened over the network ({@link ResourceUrl}).
 *   <li>One that is a file is read as that file ({@link RegularFile}): a change is noticed, and who
 *       may read a key is checked. A URL of a file that is no path is an error.
 *   <li>Any other, such as one in a jar, is read once, past the caches of URL connections, and no
 *       more of it than of a file.
 * </ol>
 *
 * Thread-safe.
 */
public final class ClassPathResource {
  private ClassPathResource() {}

  /**
   * The file that a resource is, for this thread; empty if it is none, or not found. Opens nothing.
   *
   * @throws ProblemException FILE_UNREADABLE if what is found must not be opened
   */
  public static Optional<Path> file(Origin origin, Source.Resource resource)
      throws ProblemException {
    Optional<ResourceUrl> found = find(new Place(origin, resource), resource.name());
    return found.isPresent() ? found.get().file() : Optional.empty();
  }

  /**
   * Reads the resource.
   *
   * @throws ProblemException FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY or WRONG_CONTENT
   */
  static SourceBytes read(Place place, Source.Resource resource) throws ProblemException {
    Optional<ResourceUrl> found = find(place, resource.name());
    if (found.isEmpty()) {
      throw place
          .problem(
              TlsFailure.FILE_MISSING,
              "is found neither by the context class loader of this thread ("
                  + describe(contextLoader())
                  + ") nor by the class loader of jdbc-tls ("
                  + describe(ownLoader())
                  + ")")
          .withRemedy(
              "Correct the name, or put the resource on the class path; of a named module only"
                  + " folders that are no package are seen.")
          .exception();
    }
    Optional<Path> file = found.get().file();
    return file.isPresent()
        ? RegularFile.read(Place.of(place.origin(), file.get()))
        : readOnce(place, found.get().url());
  }

  private static SourceBytes readOnce(Place place, URL url) throws ProblemException {
    byte[] bytes;
    try {
      URLConnection connection = url.openConnection();
      // A cached jar would stay open, and stay what it was.
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        bytes = in.readNBytes(RegularFile.LIMIT + 1);
      }
    } catch (IOException | RuntimeException e) {
      throw place
          .problem(TlsFailure.FILE_UNREADABLE, "cannot be read: " + e.getClass().getSimpleName())
          .withRemedy("Look at the cause.")
          .withCause(e)
          .exception();
    }
    if (bytes.length > RegularFile.LIMIT) {
      Arrays.fill(bytes, (byte) 0);
      throw RegularFile.tooLarge(place, RegularFile.LIMIT);
    }
    if (RegularFile.isBlank(bytes)) {
      throw RegularFile.empty(place);
    }
    return new SourceBytes(place, Optional.empty(), bytes);
  }

  private static Optional<ResourceUrl> find(Place place, String name) throws ProblemException {
    ClassLoader context = contextLoader();
    URL url = context == null ? null : context.getResource(name);
    if (url == null) {
      ClassLoader own = ownLoader();
      url = own == null ? ClassLoader.getSystemResource(name) : own.getResource(name);
    }
    return url == null ? Optional.empty() : Optional.of(ResourceUrl.of(place, name, url));
  }

  private static @Nullable ClassLoader contextLoader() {
    return Thread.currentThread().getContextClassLoader();
  }

  private static @Nullable ClassLoader ownLoader() {
    return ClassPathResource.class.getClassLoader();
  }

  private static String describe(@Nullable ClassLoader loader) {
    if (loader == null) {
      return "none";
    }
    String name = loader.getName();
    return loader.getClass().getName() + (name == null ? "" : " \"" + name + '"');
  }
}
