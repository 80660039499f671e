package io.github.jdbctls.it.driver;

import static io.github.jdbctls.it.postgres.VerifiedPostgres.HIDDEN_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.TlsException;
import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.TlsInfo;
import io.github.jdbctls.it.Requirement;
import io.github.jdbctls.it.net.ClosedPort;
import io.github.jdbctls.it.postgres.VerifiedPostgres;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is dialled, and what must be proven: an address, and the name in the URL. */
class HostAddressIT {
  @TempDir private static Path folder;
  @AutoClose private static VerifiedPostgres postgres;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = VerifiedPostgres.start(folder);
  }

  private static void assertVerified(Connection connection, String name) throws SQLException {
    assertThat(TlsInfo.of(connection))
        .hasValueSatisfying(info -> assertThat(info.verifiedName()).contains(name));
  }

  @Test
  void dialsTheAddressAndVerifiesTheName() throws Exception {
    String host = HIDDEN_NAME + ":" + postgres.server().port();

    try (Connection connection = postgres.connectTo(host, "hostaddr=127.0.0.1")) {
      assertVerified(connection, HIDDEN_NAME);
    }
  }

  @Test
  void verifiesTheNameAlsoWhereTheCertificateHasTheAddress() {
    String host = "other.example.invalid:" + postgres.server().port();

    assertThatThrownBy(() -> postgres.connectTo(host, "hostaddr=127.0.0.1"))
        .hasMessageContaining("other.example.invalid")
        .isInstanceOfSatisfying(
            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.WRONG_NAME));
  }

  @Test
  void takesOneAddressForEachHost() throws Exception {
    String hosts =
        "first.example.invalid:%d,%s:%d"
            .formatted(ClosedPort.find(), HIDDEN_NAME, postgres.server().port());

    try (Connection connection = postgres.connectTo(hosts, "hostaddr=127.0.0.1,127.0.0.1")) {
      assertVerified(connection, HIDDEN_NAME);
    }
  }

  @Test
  void verifiesAnIpv4AddressInTheUrl() throws Exception {
    try (Connection connection = postgres.connectTo("127.0.0.1:" + postgres.server().port())) {
      assertVerified(connection, "127.0.0.1");
    }
  }

  @Test
  void verifiesAnIpv6AddressInTheUrl() throws Exception {
    requireIpv6();

    try (Connection connection = postgres.connectTo("[::1]:" + postgres.server().port())) {
      assertVerified(connection, "::1");
    }
  }

  @Test
  void dialsAnIpv6AddressAndVerifiesTheName() throws Exception {
    requireIpv6();
    String host = HIDDEN_NAME + ":" + postgres.server().port();

    try (Connection connection = postgres.connectTo(host, "hostaddr=::1")) {
      assertVerified(connection, HIDDEN_NAME);
      assertThat(VerifiedPostgres.ask(connection, "SELECT host(inet_client_addr())"))
          .isEqualTo("::1");
    }
  }

  private static void requireIpv6() throws IOException {
    Requirement.met(
        NetworkInterface.getByInetAddress(Inet6Address.getByName("::1")) != null,
        "IPv6",
        "no network interface has the address ::1");
  }
}
