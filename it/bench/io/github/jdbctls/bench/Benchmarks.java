package io.github.jdbctls.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Starts the servers, measures row after row, and writes the tables. */
public final class Benchmarks {
  private static final String EVERY_ROW = ".*";

  /**
   * Ten times sooner than by default: what lives for weeks under a pool is to be measured, not what
   * is interpreted still.
   */
  private static final String COMPILE_SOONER = "-XX:CompileThresholdScaling=0.1";

  private static final String COMPILE_AS_EVER = "-XX:CompileThresholdScaling=1.0";

  /** Two rounds of the most contestants that there are. */
  private static final int QUICK_TURNS = 14;

  private final Path folder = Path.of(System.getProperty("bench.folder")).toAbsolutePath();
  private final Path jar = Path.of(System.getProperty("bench.jar"));
  private final String rows = System.getProperty("bench.rows", EVERY_ROW);
  private final String laterJdk = System.getProperty("bench.jdk", "");
  private final Effort effort = Effort.read();
  private final Machine machine = new Machine();
  private final Map<String, String> failures = new HashMap<>();
  private final List<String> broken = new ArrayList<>();

  private Benchmarks() {}

  /** Runs the benchmarks; ends with an error if a row fails. */
  public static void main(String[] arguments) throws Exception {
    Benchmarks benchmarks = new Benchmarks();
    benchmarks.run();
    if (!benchmarks.broken.isEmpty()) {
      System.err.println("FAILED: " + benchmarks.broken);
      System.exit(1);
    }
  }

  private void run() throws Exception {
    Files.createDirectories(folder);
    Path ofRun = Files.createTempDirectory(folder, "run");
    World world = World.of(ofRun);
    Files.createDirectories(world.samples());
    try (Servers servers = Servers.start(world, needed())) {
      LibpqProgram.make(world);
      Path told = ofRun.resolve("world.properties");
      world.write(told);
      for (String id : all()) {
        if (wanted().test(id)) {
          measure(id, world, told);
        }
      }
      String text =
          machine.describe(servers.versions())
              + "\n"
              + effort.describe()
              + "\n\n"
              + new Report(world, wanted(), failures).text();
      Files.writeString(folder.resolve("table.md"), text);
      System.out.println(text);
      if (!effort.quick() && rows.equals(EVERY_ROW) && broken.isEmpty()) {
        Readme.write(Path.of(System.getProperty("bench.readme")), text);
      }
    }
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(Row.all().stream().map(Row::id).toList());
    for (Database database : Database.values()) {
      all.add(Statements.id(database));
    }
    all.addAll(
        List.of(ColdStart.ROW, Look.ROW, Stages.ROW, Handshakes.ROW, Handshakes.ROW_OF_LATER_JDK));
    return all;
  }

  /** The rows whose servers are needed. */
  private Set<Row> needed() {
    Set<Row> needed = new HashSet<>();
    for (String id : all()) {
      if (wanted().test(id)) {
        needed.add(rowOf(id));
      }
    }
    return needed;
  }

  private static Row rowOf(String id) {
    if (id.startsWith(Statements.PREFIX)) {
      return Statements.row(id);
    }
    return Row.all().stream()
        .filter(row -> row.id().equals(id))
        .findFirst()
        .orElseGet(() -> Row.all().get(0));
  }

  private Predicate<String> wanted() {
    return Pattern.compile(rows).asMatchPredicate();
  }

  private void measure(String id, World world, Path told) throws IOException {
    machine.look();
    if (id.equals(Handshakes.ROW_OF_LATER_JDK) && laterJdk.isEmpty()) {
      failures.put(id, "-Dbench.jdk names no JDK 20 or later");
      return;
    }
    if (world.absent(rowOf(id).database()).isPresent()) {
      return;
    }
    try {
      if (id.equals(ColdStart.ROW)) {
        coldStart(world);
      } else {
        new Runner(options(id, told).build()).run();
      }
    } catch (Exception e) {
      failures.put(id, String.valueOf(e.getMessage()));
      broken.add(id);
      e.printStackTrace();
    }
    machine.look();
  }

  private void coldStart(World world) throws Exception {
    List<Contestant> contestants = ColdStart.all(world, jar);
    Turns turns = new Turns(contestants);
    for (int round = -1; round < effort.coldStarts(); round++) {
      turns.begin(round >= 0);
      for (int turn = 0; turn < contestants.size(); turn++) {
        turns.next();
      }
    }
    turns.end(world.samples(), ColdStart.ROW);
  }

  private ChainedOptionsBuilder options(String id, Path told) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Pattern.quote(TurnBenchmark.class.getName()))
            .param("row", id)
            .forks(effort.forks())
            .threads(1)
            .warmupIterations(effort.warmUps())
            .measurementIterations(effort.iterations())
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend(
                "-Xms512m",
                "-Xmx512m",
                Row.isYoung(id) ? COMPILE_AS_EVER : COMPILE_SOONER,
                "-D" + World.PROPERTY + "=" + told);
    if (effort.quick()) {
      options.mode(Mode.SingleShotTime).measurementBatchSize(QUICK_TURNS);
    } else {
      options
          .warmupTime(TimeValue.milliseconds(effort.warmUpMillis(id)))
          .measurementTime(TimeValue.milliseconds(effort.millis()));
    }
    if (id.equals(Handshakes.ROW_OF_LATER_JDK)) {
      options.jvm(Path.of(laterJdk, "bin", "java").toString());
    }
    return options;
  }
}
