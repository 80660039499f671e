package io.github.jdbctls;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The policy that can be set once.
 *
 * <ol>
 *   <li>As long as none is set, the file is asked for at each call, and nothing is restricted.
 *   <li>The file is read once; its policy, or its failure, stays.
 *   <li>A policy can be installed while neither is there.
 * </ol>
 *
 * <p>Thread-safe.
 */
final class PolicyInForce {
  private final Supplier<@Nullable String> fileName;
  private @Nullable TlsPolicy policy;
  private @Nullable Problem failure;

  PolicyInForce(Supplier<@Nullable String> fileName) {
    this.fileName = fileName;
  }

  synchronized TlsPolicy current() throws ProblemException {
    load();
    Problem failed = failure;
    if (failed != null) {
      throw failed.exception();
    }
    TlsPolicy set = policy;
    return set == null ? TlsPolicy.unrestricted() : set;
  }

  synchronized void install(TlsPolicy newPolicy) {
    Objects.requireNonNull(newPolicy, "policy");
    load();
    Problem failed = failure;
    if (failed != null) {
      throw new IllegalStateException(failed.message(), failed.cause());
    }
    TlsPolicy set = policy;
    if (set != null) {
      throw new IllegalStateException("a policy is in force already, set by " + set.origin());
    }
    policy = newPolicy.from("TlsPolicy.install");
  }

  private void load() {
    if (policy != null || failure != null) {
      return;
    }
    String name = fileName.get();
    if (name == null) {
      return;
    }
    try {
      policy = PolicyFile.read(name);
    } catch (ProblemException e) {
      failure = e.problem();
    }
  }
}
