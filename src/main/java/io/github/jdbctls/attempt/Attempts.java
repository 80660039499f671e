package io.github.jdbctls.attempt;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The attempts that are under way, each under a handle: the string by which a class that the driver
 * makes finds its attempt.
 *
 * <p>A handle is 256 random bits, is never logged, and is gone when its attempt ends, so a copy of
 * it opens nothing. Thread-safe.
 */
public final class Attempts {
  private static final int HANDLE_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ConcurrentMap<String, Attempt> UNDER_WAY = new ConcurrentHashMap<>();

  private Attempts() {}

  /** Registers an attempt and returns its handle. */
  public static String register(Attempt attempt) {
    String handle = newHandle();
    UNDER_WAY.put(handle, attempt);
    return handle;
  }

  /** Makes a handle that nobody can guess. */
  public static String newHandle() {
    byte[] handle = new byte[HANDLE_BYTES];
    RANDOM.nextBytes(handle);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(handle);
  }

  /** Finds the attempt of a handle; empty for a handle that was never given out, or has ended. */
  public static Optional<Attempt> find(String handle) {
    return Optional.ofNullable(UNDER_WAY.get(handle));
  }

  /** Ends a handle. */
  public static void release(String handle) {
    UNDER_WAY.remove(handle);
  }

  /** Ends all handles: their attempts fail. */
  public static void clear() {
    UNDER_WAY.values().forEach(Attempt::end);
    UNDER_WAY.clear();
  }
}
