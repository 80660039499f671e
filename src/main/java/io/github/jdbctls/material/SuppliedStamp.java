package io.github.jdbctls.material;

import io.github.jdbctls.TlsMaterial;
import io.github.jdbctls.TlsMaterialSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which object a source in memory had handed out. Immutable.
 *
 * @param name of the source
 * @param material that it handed out
 */
record SuppliedStamp(String name, TlsMaterial material) implements Stamp {
  @Override
  public String describe() {
    return "supplied:" + name;
  }

  /** Another object, none, or a source that fails: reading it says which. */
  @Override
  public boolean isStale() {
    TlsMaterialSource source = MaterialSources.shared().find(name).orElse(null);
    return source == null || current(source) != material;
  }

  private static @Nullable TlsMaterial current(TlsMaterialSource source) {
    try {
      return source.get();
    } catch (Exception e) {
      return null;
    }
  }

  @Override
  public boolean isYoung(Instant read) {
    return false;
  }
}
