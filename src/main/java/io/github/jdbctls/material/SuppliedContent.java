package io.github.jdbctls.material;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsMaterial;
import io.github.jdbctls.TlsMaterialSource;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the application supplies from memory.
 *
 * <ol>
 *   <li>A name under which nothing is registered is missing.
 *   <li>Whatever the source throws is the cause of a failure, and its words are not repeated.
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

  @SuppressWarnings("ConstantValue") // The application's code need not keep the contract.
  private static TlsMaterial material(Place place, TlsMaterialSource source)
      throws ProblemException {
    try {
      TlsMaterial material = source.get();
      if (material != null) {
        return material;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(place, e);
    } catch (Exception e) {
      throw failed(place, e);
    }
    throw place
        .problem(TlsFailure.FILE_EMPTY, "has handed out nothing")
        .withRemedy("Let its source throw an exception while it has no material.")
        .exception();
  }

  private static ProblemException failed(Place place, Exception cause) {
    return place
        .problem(TlsFailure.FILE_UNREADABLE, "failed with " + cause.getClass().getName())
        .withRemedy("Look at the cause, which the application's own source has thrown.")
        .withCause(cause)
        .exception();
  }
}
