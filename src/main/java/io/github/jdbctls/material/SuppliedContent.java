package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsMaterial;
import io.github.jdbctls.TlsMaterialSource;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the application supplies from memory.
 *
 * <ol>
 *   <li>A name under which nothing is registered is missing.
 *   <li>Whatever the source throws is a failure which tells its class and place: its words may have
 *       a secret.
 *   <li>It is no larger than a file may be, and not empty.
 * </ol>
 */
final class SuppliedContent {
  private SuppliedContent() {}

  /**
   * Asks the source.
   *
   * @throws ProblemException FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY or WRONG_CONTENT
   */
  static SourceBytes read(Place place, Source.Supplied supplied) throws ProblemException {
    TlsMaterialSource source =
        MaterialSources.shared()
            .find(supplied.name())
            .orElseThrow(
                () ->
                    place
                        .problem(TlsFailure.FILE_MISSING, "is not registered in this JVM")
                        .withRemedy(
                            "Call TlsDriver.addMaterialSource with this name before connecting, or"
                                + " correct the name.")
                        .exception());
    TlsMaterial material = material(place, source);
    byte[] bytes = material.content();
    if (bytes.length > RegularFile.LIMIT) {
      Arrays.fill(bytes, (byte) 0);
      throw RegularFile.tooLarge(place, RegularFile.LIMIT);
    }
    if (RegularFile.isBlank(bytes)) {
      throw RegularFile.empty(place);
    }
    return new SourceBytes(
        place, Optional.empty(), List.of(new SuppliedStamp(supplied.name(), material)), bytes);
  }

  private static TlsMaterial material(Place place, TlsMaterialSource source)
      throws ProblemException {
    TlsMaterial material;
    try {
      material = current(source);
    } catch (Exception | Error e) {
      throw place
          .problem(TlsFailure.FILE_UNREADABLE, "failed with " + e.getClass().getName())
          .withRemedy(
              "Look at the source: what it threw is not shown, as it may have a secret in it.")
          .withCause(Unshown.of(e))
          .exception();
    }
    if (material == null) {
      throw place
          .problem(TlsFailure.FILE_EMPTY, "has handed out nothing")
          .withRemedy("Let its source throw an exception while it has no material.")
          .exception();
    }
    return material;
  }

  /** What a source hands out now; null if that is nothing, or it fails. */
  static @Nullable TlsMaterial ask(TlsMaterialSource source) {
    try {
      return current(source);
    } catch (Exception | Error e) {
      return null;
    }
  }

  /** Null too: the application's code need not keep the contract. */
  private static @Nullable TlsMaterial current(TlsMaterialSource source) throws Exception {
    try {
      return source.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }
}
