package io.github.jdbctls.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * One turn of the contestant whose turn it is. JMH's own result is the mean over all of them, which
 * says nothing; what counts is what {@link Turns} keeps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init")
public class TurnBenchmark {
  /** The row, by its name. */
  @Param("")
  public String row;

  private Turns turns;

  /** Makes the contestants. */
  @Setup(Level.Trial)
  public void prepare() throws Exception {
    if (row.contains(Database.REDIS.subprotocol())) {
      // Its driver prints every call, whoever has opened the connection.
      System.setOut(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
    turns = new Turns(Contestants.of(row, World.read()));
  }

  /** Tells warm-up from measurement. */
  @Setup(Level.Iteration)
  public void begin(IterationParams parameters) {
    turns.begin(parameters.getType() == IterationType.MEASUREMENT);
  }

  /** One turn. */
  @Benchmark
  public void turn() throws Exception {
    turns.next();
  }

  /** Writes what was measured. */
  @TearDown(Level.Trial)
  public void end() throws Exception {
    turns.end(World.read().samples(), row);
  }
}
