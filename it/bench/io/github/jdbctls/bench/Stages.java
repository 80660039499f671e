package io.github.jdbctls.bench;

import io.github.jdbctls.connect.ConnectSteps;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** One connect by stages: ours, and for comparison what a static context has of them. */
final class Stages {
  static final String ROW = "stages";

  /** The stages that there are without us too. */
  static final List<String> DRIVERS =
      List.of(StageClock.DIAL, StageClock.HANDSHAKE, StageClock.LOGIN);

  private Stages() {}

  static String name(String alternative, String stage) {
    return alternative + ": " + stage;
  }

  static List<Contestant> all(World world) throws Exception {
    Row row = Row.all().get(0);
    Material material = world.material(false);
    SharedContext.share(material);
    String place = "postgresql://localhost:" + world.port(row) + "/postgres";
    Properties ours = new Properties();
    ours.putAll(Contestants.ourSettings(row, material));
    ours.setProperty("user", Material.USER);
    Properties shared = new Properties();
    shared.putAll(
        Map.of(
            "user",
            Material.USER,
            "sslmode",
            "verify-full",
            "sslfactory",
            TimedTlsSockets.class.getName(),
            "sslfactoryarg",
            TimedTlsSockets.SHARED));
    return List.of(
        new Staged(
            Names.OURS,
            StageClock.ALL,
            () -> ConnectSteps.connect("jdbc:tls:" + place, ours, TimedTlsSockets.class)),
        new Staged(Names.SHARED, DRIVERS, () -> open("jdbc:" + place, shared)));
  }

  private static Connection open(String url, Properties info) throws SQLException {
    StageClock.begin();
    Connection connection = new org.postgresql.Driver().connect(url, info);
    StageClock.next();
    if (connection == null) {
      throw new SQLException("the driver does not know " + url);
    }
    return connection;
  }

  private record Staged(String alternative, List<String> stages, Opening.Opener opener)
      implements Contestant {
    @Override
    public List<String> names() {
      return Stream.concat(stages.stream(), Stream.of(Names.WHOLE))
          .map(stage -> name(alternative, stage))
          .toList();
    }

    @Override
    public Measured[] turn() throws Exception {
      Connection connection = opener.open();
      Measured[] ended = StageClock.end();
      connection.close();
      if (ended.length != stages.size()) {
        throw new IllegalStateException(ended.length + " stages in place of " + stages);
      }
      long nanos = Stream.of(ended).mapToLong(Measured::nanos).sum();
      long processor = Stream.of(ended).mapToLong(Measured::processor).sum();
      long bytes = Stream.of(ended).mapToLong(Measured::bytes).sum();
      return Stream.concat(Stream.of(ended), Stream.of(new Measured(nanos, processor, bytes)))
          .toArray(Measured[]::new);
    }
  }
}
