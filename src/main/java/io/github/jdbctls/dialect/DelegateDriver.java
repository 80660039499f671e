package io.github.jdbctls.dialect;

import java.util.List;

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
 *     context loader too
 * @param hooks our classes that the driver makes by name
 */
public record DelegateDriver(
    String name,
    String className,
    String coordinates,
    DriverVersion floor,
    String floorReason,
    String connectionType,
    DriverVersion contextLoaderSince,
    List<Class<?>> hooks) {}
