package io.github.jdbctls.dialect;

import java.util.List;
import java.util.Optional;

/**
 * The driver that a dialect delegates to. Immutable.
 *
 * @param name what people call it
 * @param className the class that implements {@code java.sql.Driver}
 * @param coordinates in Maven, without a version
 * @param floor the oldest version that is accepted
 * @param floorReason why no older one is
 * @param connectionType the interface that its connections implement, for {@code unwrap}
 * @param contextLoaderSince the version from which the driver looks for the hooks in the thread's
 *     context loader too; empty if none does
 * @param hooks names of the dialect's own classes that the driver makes by name; they may need the
 *     driver
 */
public record DelegateDriver(
    String name,
    String className,
    String coordinates,
    DriverVersion floor,
    String floorReason,
    String connectionType,
    Optional<DriverVersion> contextLoaderSince,
    List<String> hooks) {
  /** Copies the list. */
  public DelegateDriver {
    hooks = List.copyOf(hooks);
  }
}
