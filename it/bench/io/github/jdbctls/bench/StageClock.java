package io.github.jdbctls.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the time of one stage after the other; for one thread, which is known to all. */
public final class StageClock {
  /** Finding the settings in URL, properties, environment and default files. */
  public static final String SETTINGS = "settings";

  /** The policy, what the protocol can do, the warnings. */
  public static final String CHECKS = "checks";

  /** Finding the driver, and that it sees our hooks. */
  public static final String DELEGATE = "delegate";

  /** Looking at the files, and finding the context. */
  public static final String LOOK = "look at the files";

  /** From there to the call of the driver. */
  public static final String ATTEMPT = "attempt";

  /** The driver's way to the handshake. */
  public static final String DIAL = "dial, and ask for TLS";

  /** The handshake, with what we verify in it and confirm after it. */
  public static final String HANDSHAKE = "handshake";

  /** What the driver says and hears from there on. */
  public static final String LOGIN = "login";

  /** What we prove of the driver's connection. */
  public static final String PROOF = "proof";

  /** All stages, in their order. */
  public static final List<String> ALL =
      List.of(SETTINGS, CHECKS, DELEGATE, LOOK, ATTEMPT, DIAL, HANDSHAKE, LOGIN, PROOF);

  private static final List<Measured> STAGES = new ArrayList<>();
  private static Measured.@Nullable Start start;

  private StageClock() {}

  /** Begins the first stage. */
  public static void begin() {
    STAGES.clear();
    start = Measured.start();
  }

  /** Ends a stage, and begins the next one. */
  public static void next() {
    STAGES.add(Objects.requireNonNull(start).end());
    start = Measured.start();
  }

  /** Returns the stages that have ended, and begins none. */
  static Measured[] end() {
    return STAGES.toArray(new Measured[0]);
  }
}
