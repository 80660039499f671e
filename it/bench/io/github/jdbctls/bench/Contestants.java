package io.github.jdbctls.bench;

import com.mysql.cj.conf.PropertyKey;
import io.github.jdbctls.TlsDriver;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Makes the contestants of a row, all with a client certificate, and the server's name verified.
 */
final class Contestants {
  private final Row row;
  private final World world;
  private final int port;
  private final Material material;

  private Contestants(Row row, World world) {
    this.row = row;
    this.world = world;
    this.port = world.port(row);
    this.material = world.material(row.bundle());
  }

  /** Makes the contestants of a row, by its name. */
  static List<Contestant> of(String id, World world) throws Exception {
    if (id.startsWith(Statements.PREFIX)) {
      return List.of(Statements.of(new Contestants(Statements.row(id), world)));
    }
    return switch (id) {
      case Look.ROW -> Look.all(world);
      case Stages.ROW -> Stages.all(world);
      case Handshakes.ROW, Handshakes.ROW_OF_LATER_JDK -> Handshakes.all(world);
      default -> ofConnects(new Contestants(Row.named(id), world));
    };
  }

  private static List<Contestant> ofConnects(Contestants contestants) throws Exception {
    Row row = contestants.row;
    World world = contestants.world;
    SharedContext.share(contestants.material);
    List<Contestant> all = new ArrayList<>();
    if (!row.isBeyondItsDriver()) {
      all.add(new Opening(Names.RAW, contestants.raw()));
    }
    all.add(new Opening(Names.SHARED, contestants.shared()));
    all.add(new Opening(Names.OURS, contestants.ours()));
    if (row.database() == Database.POSTGRESQL && !row.pkcs12() && world.libpq().isPresent()) {
      all.add(new LibpqOpening(world.libpq().get(), contestants.material, contestants.port));
    }
    return all;
  }

  Row row() {
    return row;
  }

  Opening.Opener raw() throws SQLException {
    return switch (row.database()) {
      case POSTGRESQL -> byDriver(new org.postgresql.Driver(), "", rawPostgresql());
      case MYSQL -> byDriver(new com.mysql.cj.jdbc.Driver(), "", rawMysql());
      case MARIADB -> byDriver(new org.mariadb.jdbc.Driver(), "", rawMariadb());
      case REDIS -> new RedisByHand(port, () -> SharedContext.load(material));
    };
  }

  private Opening.Opener shared() throws SQLException {
    return switch (row.database()) {
      case POSTGRESQL ->
          byDriver(
              new org.postgresql.Driver(),
              "",
              Map.of("sslmode", "verify-full", "sslfactory", SharedPgSockets.class.getName()));
      case MYSQL ->
          byDriver(
              new com.mysql.cj.jdbc.Driver(),
              "",
              Map.of(
                  PropertyKey.sslMode.getKeyName(),
                  "REQUIRED",
                  PropertyKey.socketFactory.getKeyName(),
                  SharedMysqlSockets.class.getName()));
      case MARIADB ->
          byDriver(
              new org.mariadb.jdbc.Driver(),
              "",
              Map.of("sslMode", "verify-full", "tlsSocketType", SharedMariadbPlugin.TYPE));
      case REDIS -> new RedisByHand(port, SharedContext::get);
    };
  }

  Opening.Opener ours() {
    return byDriver(new TlsDriver(), "tls:", ourSettings(row, material));
  }

  static Map<String, String> ourSettings(Row row, Material material) {
    return row.pkcs12()
        ? Map.of(
            "sslrootcert", material.roots().toString(),
            "sslcert", material.pkcs12().toString(),
            "sslpassword", Material.PASSWORD)
        : Map.of(
            "sslrootcert", material.roots().toString(),
            "sslcert", material.certificate().toString(),
            "sslkey", material.key().toString());
  }

  private Map<String, String> rawPostgresql() {
    return row.pkcs12()
        ? Map.of(
            "sslmode",
            "verify-full",
            "sslrootcert",
            material.roots().toString(),
            "sslkey",
            material.pkcs12().toString(),
            "sslpassword",
            Material.PASSWORD)
        : Map.of(
            "sslmode", "verify-full",
            "sslrootcert", material.roots().toString(),
            "sslcert", material.certificate().toString(),
            "sslkey", material.derKey().toString());
  }

  private Map<String, String> rawMysql() {
    return Map.of(
        "sslMode",
        "VERIFY_IDENTITY",
        "trustCertificateKeyStoreUrl",
        material.rootStore().toUri().toString(),
        "trustCertificateKeyStoreType",
        "PKCS12",
        "trustCertificateKeyStorePassword",
        Material.PASSWORD,
        "clientCertificateKeyStoreUrl",
        material.pkcs12().toUri().toString(),
        "clientCertificateKeyStoreType",
        "PKCS12",
        "clientCertificateKeyStorePassword",
        Material.PASSWORD);
  }

  private Map<String, String> rawMariadb() {
    return Map.of(
        "sslMode",
        "verify-full",
        "serverSslCert",
        material.roots().toString(),
        "keyStore",
        material.pkcs12().toString(),
        "keyStoreType",
        "PKCS12",
        "keyStorePassword",
        Material.PASSWORD);
  }

  private Opening.Opener byDriver(Driver driver, String prefix, Map<String, String> settings) {
    String url =
        "jdbc:%s%s://localhost:%d/%s"
            .formatted(prefix, row.database().subprotocol(), port, row.database().path());
    Properties info = new Properties();
    info.putAll(settings);
    info.putAll(login());
    return () -> driver.connect(url, info);
  }

  /** PostgreSQL goes by the certificate alone. */
  private Map<String, String> login() {
    return row.database() == Database.POSTGRESQL
        ? Map.of("user", Material.USER)
        : Map.of("user", Material.USER, "password", Material.PASSWORD);
  }
}
