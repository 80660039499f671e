package io.github.jdbctls.it.corpus;

import io.github.jdbctls.TlsFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key store, or an encrypted key, of which no rule makes more than one. Immutable.
 *
 * @param text what is unusual
 * @param refusal what a connect with it ends with; null if it connects
 * @param told what the message must have
 */
record UnusualStore(
    String text, Maker maker, Recipe recipe, @Nullable TlsFailure refusal, List<String> told) {
  UnusualStore {
    told = List.copyOf(told);
  }

  /** Makes the files, and returns the parameters that name them. */
  @FunctionalInterface
  interface Recipe {
    Map<String, String> write(Workbench bench) throws Exception;
  }

  /** What a connect with it ends with; empty if it connects. */
  Optional<TlsFailure> failure() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public String toString() {
    return text + " | by " + maker;
  }
}
