package io.github.jdbctls.material;

import io.github.jdbctls.TlsMaterialSource;
import io.github.jdbctls.settings.SuppliedName;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The sources that the application has registered, by their names. Thread-safe. */
public final class MaterialSources {
  private static final MaterialSources SHARED = new MaterialSources();

  private final ConcurrentMap<String, TlsMaterialSource> sources = new ConcurrentHashMap<>();

  /** Returns the sources of this JVM. */
  public static MaterialSources shared() {
    return SHARED;
  }

  /**
   * Registers a source.
   *
   * @throws IllegalArgumentException if it is no name
   * @throws IllegalStateException if there is one of the name
   */
  public void add(String name, TlsMaterialSource source) {
    if (!SuppliedName.isOne(name)) {
      throw new IllegalArgumentException(SuppliedName.RULE);
    }
    if (sources.putIfAbsent(name, source) != null) {
      throw new IllegalStateException("There is a source of material named " + name + " already");
    }
  }

  /** Takes a source away; false if there is none of the name. */
  public boolean remove(String name) {
    return sources.remove(name) != null;
  }

  /** Takes all away. */
  public void clear() {
    sources.clear();
  }

  Optional<TlsMaterialSource> find(String name) {
    return Optional.ofNullable(sources.get(name));
  }
}
