package io.github.jdbctls.dialect;

/**
 * The module of a driver, which may have a name or none: whichever it is, it is read by ours, so
 * that classes of ours can extend the driver's.
 */
public final class DriverModule {
  private DriverModule() {}

  /** Lets our module read that of the class, before a class of ours that needs it is loaded. */
  public static void read(Class<?> type) {
    DriverModule.class.getModule().addReads(type.getModule());
  }
}
