package io.github.jdbctls.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes the tables of what was measured. Not thread-safe. */
final class Report {
  private final World world;
  private final Predicate<String> wanted;
  private final Map<String, String> failures;
  private final Table table =
      new Table(
          "what",
          "alternative",
          "median",
          "p99",
          "running",
          "allocated",
          "compared",
          "ratio",
          "95 % interval",
          "goal",
          "");

  /**
   * Begins a report.
   *
   * @param wanted which rows are in it
   * @param failures why rows could not be measured
   */
  Report(World world, Predicate<String> wanted, Map<String, String> failures) {
    this.world = world;
    this.wanted = wanted;
    this.failures = Map.copyOf(failures);
  }

  /** Returns the tables as Markdown. */
  String text() throws IOException {
    for (Row row : Row.all()) {
      if (wanted.test(row.id())) {
        connect(row);
      }
    }
    for (Database database : Database.values()) {
      String id = Statements.id(database);
      String title = "A statement, " + database.title();
      if (isThere(id, title, world.absent(database))) {
        Samples samples = samples(id);
        table.measured(title, samples, Names.OURS);
        table.compared(samples, Names.RAW, Names.OURS, Names.RAW, Optional.of(Goal.STATEMENT));
      }
    }
    cold();
    look();
    return table + stages() + handshakes();
  }

  private Samples samples(String id) throws IOException {
    return Samples.read(world.samples(), id);
  }

  private boolean isThere(String id, String title, Optional<String> absent) {
    if (!wanted.test(id)) {
      return false;
    }
    Optional<String> reason = absent.or(() -> Optional.ofNullable(failures.get(id)));
    reason.ifPresent(why -> table.absent(title, why));
    return reason.isEmpty();
  }

  private void connect(Row row) throws IOException {
    if (!isThere(row.id(), row.title(), world.absent(row.database()))) {
      return;
    }
    Samples samples = samples(row.id());
    table.measured(row.title(), samples, Names.OURS);
    table.compared(samples, Names.SHARED, Names.OURS, Names.SHARED, Goal.ofShared(row));
    table.processor(samples, Names.OURS, Names.SHARED);
    table.allocation(samples, Names.OURS, Names.SHARED, Goal.ALLOCATION);
    if (samples.has(Names.RAW)) {
      table.compared(samples, Names.RAW, Names.RAW, Names.OURS, Goal.ofDriver(row));
    } else {
      unmeasured(Names.RAW, "it sends no certificate of a PKCS#12 file to this server");
    }
    if (samples.has(Names.LIBPQ)) {
      table.compared(samples, Names.LIBPQ, Names.LIBPQ, Names.OURS, Goal.ofLibpq(row));
    } else if (row.database() == Database.POSTGRESQL) {
      unmeasured(Names.LIBPQ, row.pkcs12() ? "it reads no PKCS#12" : world.whyWithoutLibpq());
    }
  }

  private void unmeasured(String name, String why) {
    table.line("", name + ", not measured: " + why, "", "", "", "", "", "", "", "", "");
  }

  private void cold() throws IOException {
    String title = "Fresh JVM to first connection, PostgreSQL";
    if (isThere(ColdStart.ROW, title, world.absent(Database.POSTGRESQL))) {
      Samples samples = samples(ColdStart.ROW);
      table.measured(title, samples, Names.RAW);
      table.compared(
          samples,
          ColdStart.DRIVER_AMONG_OURS,
          ColdStart.PLAIN_KEY,
          ColdStart.DRIVER_AMONG_OURS,
          Optional.empty());
      table.compared(
          samples,
          ColdStart.PLAIN_KEY,
          ColdStart.PLAIN_KEY,
          Names.RAW,
          Optional.of(Goal.COLD_PLAIN));
      table.compared(
          samples,
          ColdStart.ENCRYPTED_KEY,
          ColdStart.ENCRYPTED_KEY,
          Names.RAW,
          Optional.of(Goal.COLD_ENCRYPTED));
      table.compared(
          samples,
          ColdStart.ARCHIVED,
          ColdStart.ARCHIVED,
          ColdStart.DRIVER_ARCHIVED,
          Optional.empty());
      table.processor(samples, ColdStart.PLAIN_KEY, Names.RAW);
      table.processor(samples, ColdStart.ENCRYPTED_KEY, Names.RAW);
    }
  }

  private void look() throws IOException {
    String title = "The look at four files";
    if (isThere(Look.ROW, title, world.absent(Database.POSTGRESQL))) {
      Samples samples = samples(Look.ROW);
      long median = samples.time(Look.CONTEXT, 0.5);
      Goal goal = Goal.LOOK_MICROSECONDS;
      table.line(
          title + " (" + samples.count() + " each)",
          Look.CONTEXT,
          Table.time(median),
          Table.time(samples.time(Look.CONTEXT, 0.99)),
          Table.time(samples.processor(Look.CONTEXT)),
          Table.bytes(samples.allocated(Look.CONTEXT)),
          "",
          "",
          "",
          goal + " µs",
          goal.isMet(median / 1_000.0) ? "met" : "**missed**");
      table.compared(samples, Look.STAT, Look.CONTEXT, Look.STAT, Optional.empty());
    }
  }

  private String stages() throws IOException {
    if (!wanted.test(Stages.ROW) || failures.containsKey(Stages.ROW)) {
      return "";
    }
    Samples samples = samples(Stages.ROW);
    Table stages =
        new Table(
            "stage of one connect to PostgreSQL",
            Names.OURS,
            "of it",
            "running",
            "allocated",
            Names.SHARED,
            "running",
            "allocated");
    List<String> names = new ArrayList<>(StageClock.ALL);
    names.add(Names.WHOLE);
    double whole = samples.time(Stages.name(Names.OURS, Names.WHOLE), 0.5);
    for (String stage : names) {
      String ours = Stages.name(Names.OURS, stage);
      String shared = Stages.name(Names.SHARED, stage);
      boolean compared = samples.has(shared);
      stages.line(
          stage,
          Table.time(samples.time(ours, 0.5)),
          Math.round(1_000 * samples.time(ours, 0.5) / whole) / 10.0 + " %",
          Table.time(samples.processor(ours)),
          Table.bytes(samples.allocated(ours)),
          compared ? Table.time(samples.time(shared, 0.5)) : "",
          compared ? Table.time(samples.processor(shared)) : "",
          compared ? Table.bytes(samples.allocated(shared)) : "");
    }
    return "\n" + stages;
  }

  private String handshakes() throws IOException {
    Table handshakes =
        new Table(
            "bare handshake",
            "parameters",
            "median",
            "p99",
            "running",
            "allocated",
            "ratio",
            "95 %");
    for (String id : List.of(Handshakes.ROW, Handshakes.ROW_OF_LATER_JDK)) {
      String title = id.equals(Handshakes.ROW) ? "this JDK" : "a later JDK";
      if (!wanted.test(id)) {
        continue;
      }
      if (failures.containsKey(id)) {
        handshakes.line(title, "not measured: " + failures.get(id), "", "", "", "", "", "");
        continue;
      }
      Samples samples = samples(id);
      for (String name : samples.forks().get(0).names()) {
        Samples.Ratio ratio = samples.times(name, Handshakes.DEFAULT);
        handshakes.line(
            title + " (" + samples.count() + " each)",
            name,
            Table.time(samples.time(name, 0.5)),
            Table.time(samples.time(name, 0.99)),
            Table.time(samples.processor(name)),
            Table.bytes(samples.allocated(name)),
            Table.number(ratio.value()),
            Table.number(ratio.low()) + " to " + Table.number(ratio.high()));
      }
    }
    return "\n" + handshakes;
  }
}
