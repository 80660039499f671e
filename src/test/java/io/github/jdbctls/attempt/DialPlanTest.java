package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.context.TestTlsContext;
import io.github.jdbctls.context.TlsContext;
import io.github.jdbctls.dialect.postgresql.PostgresqlDialect;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.logging.LoggedWarnings;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.protocol.DirectTls;
import io.github.jdbctls.protocol.TlsRequest;
import io.github.jdbctls.protocol.Transport;
import io.github.jdbctls.settings.ClientCertificateMode;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.SslNegotiation;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a driver that dials by itself may dial, and what counts as proof. */
@Timeout(60)
class DialPlanTest {
  private static final TestCertificate ROOT = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate A = TestCertificate.leaf("a").dnsName("a").issuedBy(ROOT);
  private static final TestCertificate B = TestCertificate.leaf("b").dnsName("b").issuedBy(ROOT);
  private static final TlsRequest TLS_FIRST = new DirectTls(Optional.empty());

  private final TlsContext trusting = TestTlsContext.verifying(ROOT);
  private final TlsContext strange =
      TestTlsContext.verifying(TestCertificate.authority("other").selfSigned());
  @AutoClose private final LoggedWarnings warnings = LoggedWarnings.keep();
  @AutoClose private TlsPeer first;
  @AutoClose private TlsPeer second;

  @BeforeEach
  void start() throws IOException {
    first = TlsPeer.start(A, "TLSv1.3");
    second = TlsPeer.start(B, "TLSv1.3");
  }

  private HostPort a() {
    return new HostPort("a", first.port());
  }

  private HostPort b() {
    return new HostPort("b", second.port());
  }

  private DialPlan plan(ContextSource later, HostPort... hosts) {
    return DialPlan.overTls(
        List.of(hosts),
        Arrays.stream(hosts).map(host -> "127.0.0.1").toList(),
        TLS_FIRST,
        new TlsTerms(trusting, later, ClientCertificateMode.ALLOW, Optional.empty()),
        Deadline.ofConnect(Optional.empty()));
  }

  private DialPlan plan(HostPort... hosts) {
    return plan(() -> trusting, hosts);
  }

  private static Socket dialled(DialPlan plan, HostPort host) throws IOException {
    Socket raw = plan.newSocket();
    raw.connect(InetSocketAddress.createUnresolved(host.host(), host.port()), 10_000);
    return raw;
  }

  private static SSLSocket secured(DialPlan plan, HostPort host) throws IOException {
    SSLSocket tls = DialPlan.layer(dialled(plan, host));
    tls.startHandshake();
    return tls;
  }

  private static void assertRefused(TlsFailure expected, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedIOException.class, e -> assertThat(e.problem().failure()).isEqualTo(expected));
  }

  @Test
  void opensEachHostOfTheUrl() throws Exception {
    DialPlan plan = plan(a(), b());

    try (SSLSocket toA = secured(plan, a());
        SSLSocket toB = secured(plan, b())) {
      assertThat(toA.getInputStream().read()).isEqualTo('!');
      assertThat(toB.getInputStream().read()).isEqualTo('!');
      assertThat(warnings.texts()).isEmpty();
    }
  }

  @Test
  void demandsOfEachHostItsOwnName() throws Exception {
    HostPort pretender = new HostPort("a", second.port());
    DialPlan plan = plan(pretender, b());

    assertThatThrownBy(() -> secured(plan, pretender)).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> secured(plan, pretender)).isInstanceOf(SSLException.class);

    assertThat(plan.decisive().problem().map(Problem::failure)).contains(TlsFailure.WRONG_NAME);
    assertThat(warnings.texts())
        .singleElement(STRING)
        .contains(pretender.toString(), "JTLS-404", "may go on without it");
  }

  @Test
  void leavesTheOnlyHostsRefusalToTheException() throws Exception {
    HostPort pretender = new HostPort("a", second.port());

    assertThatThrownBy(() -> secured(plan(pretender), pretender)).isInstanceOf(SSLException.class);

    assertThat(warnings.texts()).isEmpty();
  }

  @Test
  void tellsADriverThatDialsOnWhenEveryHostWasRefused() throws Exception {
    HostPort pretender = new HostPort("a", second.port());
    DialPlan plan = plan(pretender, b());
    IllegalStateException stop = new IllegalStateException("stop");

    assertThatThrownBy(() -> secured(plan, pretender)).isInstanceOf(SSLException.class);
    try (Socket other = plan.newSocket(() -> raise(stop))) {
      other.connect(InetSocketAddress.createUnresolved("b", second.port()), 10_000);
      assertThat(other.isConnected()).as("a host is left").isTrue();
    }

    DialPlan inVain = plan(pretender);
    assertThatThrownBy(() -> secured(inVain, pretender)).isInstanceOf(SSLException.class);
    Socket again = inVain.newSocket(() -> raise(stop));
    assertThatThrownBy(
            () -> again.connect(InetSocketAddress.createUnresolved("a", second.port()), 10_000))
        .isSameAs(stop);
    assertThat(again.isConnected()).isFalse();
    assertThat(inVain.decisive().problem().map(Problem::failure)).contains(TlsFailure.WRONG_NAME);
  }

  private static void raise(RuntimeException exception) {
    throw exception;
  }

  @Test
  void dialsNoHostOutsideTheUrl() throws Exception {
    DialPlan plan = plan(a());

    assertRefused(TlsFailure.HANDLE_REFUSED, () -> dialled(plan, b()));
    assertRefused(TlsFailure.HANDLE_REFUSED, () -> dialled(plan, new HostPort("a", second.port())));
    assertRefused(TlsFailure.HANDLE_REFUSED, () -> plan.addresses("b", second.port()));
    assertRefused(
        TlsFailure.HANDLE_REFUSED,
        () ->
            plan.newSocket(
                "b", second.port(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
  }

  @Test
  void dialsTheAddressThatTheUserGave() throws Exception {
    assertThat(plan(a()).addresses("A", first.port()))
        .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port()));
  }

  @Test
  void goesByTheMaterialOfThisMomentOnceTheConnectionStands() throws Exception {
    DialPlan plan = plan(() -> strange, a());
    try (SSLSocket connection = secured(plan, a())) {
      assertThat(connection.isClosed()).isFalse();
      plan.connected();
    }

    assertThatThrownBy(() -> secured(plan, a())).isInstanceOf(SSLException.class);

    assertThat(warnings.texts()).singleElement(STRING).contains(a().toString(), "JTLS-401");
  }

  @Test
  void dialsNobodyLaterWithoutMaterial() throws Exception {
    Problem gone = Problem.of(TlsFailure.FILE_MISSING, "the file of the test is gone");
    DialPlan plan =
        plan(
            () -> {
              throw gone.exception();
            },
            a());
    plan.connected();

    assertRefused(TlsFailure.FILE_MISSING, () -> dialled(plan, a()));

    assertThat(first.resumed(0)).isEmpty();
    assertThat(warnings.texts()).singleElement(STRING).contains("JTLS-201");
  }

  @Test
  void warnsAgainOfAHostThatHadProvenItselfMeanwhile() throws Exception {
    TlsContext[] current = {strange};
    DialPlan plan = plan(() -> current[0], a());
    plan.connected();

    assertThatThrownBy(() -> secured(plan, a())).isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> secured(plan, a())).isInstanceOf(SSLException.class);
    assertThat(warnings.texts()).hasSize(1);
    current[0] = trusting;
    secured(plan, a()).close();
    current[0] = strange;
    assertThatThrownBy(() -> secured(plan, a())).isInstanceOf(SSLException.class);

    assertThat(warnings.texts()).hasSize(2);
  }

  /** Its driver may have lost it without a word; the plan of many connections would keep it. */
  @Test
  void holdsNothingThatIsDialledLater() throws Exception {
    DialPlan plan = plan(a(), b()).afterwards();
    WeakReference<Attempt> lost = lost(plan);
    try (SSLSocket kept = secured(plan, b())) {
      while (lost.get() != null) {
        System.gc();
      }

      assertThat(plan.over(kept).map(Attempt::server)).contains(b());
      assertThat(plan.at(b())).isEqualTo(plan.over(kept));
    }
  }

  private WeakReference<Attempt> lost(DialPlan plan) throws IOException {
    SSLSocket lost = secured(plan, a());
    return new WeakReference<>(plan.over(lost).orElseThrow());
  }

  @Test
  void closesEverythingWhenTheCallIsOver() throws Exception {
    DialPlan plan = plan(a());
    Socket raw = dialled(plan, a());

    plan.end();

    assertThat(raw.isClosed()).isTrue();
    assertRefused(TlsFailure.HANDLE_REFUSED, () -> dialled(plan, a()));
  }

  @Test
  void keepsWhatAConnectionStandsOn() throws Exception {
    DialPlan plan = plan(a(), b());
    Socket unused = dialled(plan, b());
    try (SSLSocket connection = secured(plan, a())) {
      plan.connected();
      plan.end();

      assertThat(connection.getInputStream().read()).isEqualTo('!');
      assertThat(plan.over(connection)).isPresent();
    } finally {
      unused.close();
    }
  }

  @Test
  void countsOnlyItsOwnConfirmedSocketAsProof() throws Exception {
    DialPlan plan = plan(a(), b());
    try (SSLSocket own = secured(plan, a());
        SSLSocket anothers = secured(plan(b()), b());
        SSLSocket unconfirmed = DialPlan.layer(dialled(plan, b()))) {
      assertThat(plan.over(own).map(Attempt::server)).contains(a());
      assertThat(plan.over(anothers)).as("of another plan").isEmpty();
      assertThat(plan.over(unconfirmed)).as("without a handshake").isEmpty();
      assertThat(plan.over(new Socket())).as("of nobody").isEmpty();
      assertThat(plan.at(b())).as("no handshake with this host").isEmpty();
      assertThat(plan.at(a())).isEqualTo(plan.over(own));
    }
  }

  @Test
  void countsNoClosedSocketAsProof() throws Exception {
    DialPlan plan = plan(a());
    SSLSocket connection = secured(plan, a());

    connection.close();

    assertThat(plan.over(connection)).isEmpty();
    assertThat(plan.at(a())).isEmpty();
  }

  @Test
  void layersTlsOnItsOwnSocketsOnly() throws Exception {
    try (Socket foreign = first.dial();
        Socket undialled = plan(a()).newSocket()) {
      assertRefused(TlsFailure.HANDLE_REFUSED, () -> DialPlan.layer(foreign));
      assertRefused(TlsFailure.HANDLE_REFUSED, () -> DialPlan.layer(undialled));
    }
  }

  /** Its state is that of one connection: a fresh one would let the request for TLS out again. */
  @Test
  void connectsASocketOnce() throws Exception {
    DialPlan plan = plan(a(), b());
    try (Socket raw = dialled(plan, a())) {
      assertThatThrownBy(
              () -> raw.connect(InetSocketAddress.createUnresolved("b", second.port()), 10_000))
          .isInstanceOf(SocketException.class);

      assertThat(plan.decisive().server()).isEqualTo(a());
    }
  }

  /** Another thread of the driver may be dialling when the connection comes to stand. */
  @Test
  void letsAHandshakeThatIsUnderWayEnd() throws Exception {
    DialPlan plan = plan(a(), b());
    Socket underWay = dialled(plan, b());
    try (SSLSocket connection = secured(plan, a())) {
      assertThat(connection.isClosed()).isFalse();
      plan.connected();

      try (SSLSocket further = DialPlan.layer(underWay)) {
        further.startHandshake();
        assertThat(plan.over(further).map(Attempt::server)).contains(b());
      }
    }
  }

  @Test
  void tellsOfTheFirstRefusalElseOfTheLastAttempt() throws Exception {
    HostPort pretender = new HostPort("a", second.port());
    DialPlan plan = plan(a(), pretender, b());
    assertThat(plan.decisive().server()).as("nobody was dialled").isEqualTo(a());
    assertThat(plan.transport()).isEqualTo(Transport.DIRECT_TLS);

    try (SSLSocket connection = secured(plan, a())) {
      assertThat(connection.isClosed()).isFalse();
    }
    assertThatThrownBy(() -> secured(plan, pretender)).isInstanceOf(SSLException.class);
    assertThat(plan.decisive().server()).isEqualTo(pretender);
    try (SSLSocket connection = secured(plan, b())) {
      assertThat(connection.isClosed()).isFalse();
      assertThat(plan.decisive().server()).as("the refused one").isEqualTo(pretender);
    }
  }

  /** One that sends nothing, and one that sends a byte now and then. */
  @Test
  void endsReadsAtTheDeadlineUntilTheConnectionStands() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort host = new HostPort("a", silent.getLocalPort());
      DialPlan plan =
          DialPlan.inClearText(
              List.of(host),
              List.of("127.0.0.1"),
              TLS_FIRST,
              Deadline.ofConnect(Optional.of(Duration.ofSeconds(2))));
      Socket raw = dialled(plan, host);
      try (Socket accepted = silent.accept()) {
        assertThatThrownBy(
                () -> {
                  while (true) {
                    accepted.getOutputStream().write('.');
                    raw.getInputStream().read(new byte[4]);
                    raw.getInputStream().read(new byte[4]);
                  }
                })
            .isInstanceOf(SocketTimeoutException.class);
        assertThat(raw.getSoTimeout()).as("the driver's own").isZero();
        plan.connected();
        accepted.getOutputStream().write('!');
        assertThat(raw.getInputStream().read()).isGreaterThan(0);
      }
    }
  }

  @Test
  void tellsAHostByItsNameBeforeItsAddress() throws Exception {
    HostPort byAddress = new HostPort("127.0.0.1", first.port());
    HostPort byName = new HostPort("localhost", first.port());
    DialPlan plan = plan(byAddress, byName);

    try (Socket raw = plan.newSocket()) {
      raw.connect(
          new InetSocketAddress(
              InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}), first.port()));
      assertThat(plan.decisive().server()).isEqualTo(byName);
    }
  }

  /**
   * Takes a port, so that it does not become the connecting socket's own, which then meets itself.
   * Newer JVMs let go of a listener's port only when the thread that accepts has noticed.
   */
  private static Socket taken(int port) throws Exception {
    for (int tries = 0; ; tries++) {
      Socket taken = new Socket();
      try {
        taken.setReuseAddress(true);
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return taken;
      } catch (BindException e) {
        taken.close();
        if (tries == 500) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  @Test
  void forgetsWhatCouldNotBeDialled() throws Exception {
    DialPlan plan = plan(a());
    plan.connected();
    int port = a().port();
    first.close();

    try (Socket taken = taken(port)) {
      assertThat(taken.isBound()).isTrue();
      for (int i = 0; i < 10; i++) {
        Socket raw = plan.newSocket();
        assertThatThrownBy(() -> raw.connect(InetSocketAddress.createUnresolved("a", port), 10_000))
            .isInstanceOf(IOException.class);
        assertThat(raw.isClosed()).isTrue();
      }
    }
  }

  /** One that is not reached may have TLS. */
  @Test
  void meetsNoTlsOnlyWhereEveryHostHasSaidSo() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      HostPort one = new HostPort("a", listener.getLocalPort());
      DialPlan alone = asking(one);
      DialPlan both = asking(one, b());

      answerNo(listener, alone, one);
      answerNo(listener, both, one);

      assertThat(alone.metNoTls()).isTrue();
      assertThat(alone.isInVain()).as("TLS is demanded").isTrue();
      assertThat(both.metNoTls()).isFalse();
      assertThat(both.isInVain()).isFalse();
    }
  }

  private DialPlan asking(HostPort... hosts) {
    return DialPlan.overTls(
        List.of(hosts),
        Arrays.stream(hosts).map(host -> "127.0.0.1").toList(),
        new PostgresqlDialect().tlsRequest(SslNegotiation.POSTGRES),
        new TlsTerms(trusting, () -> trusting, ClientCertificateMode.ALLOW, Optional.empty()),
        Deadline.ofConnect(Optional.empty()));
  }

  private static void answerNo(ServerSocket listener, DialPlan plan, HostPort host)
      throws IOException {
    try (Socket raw = dialled(plan, host);
        Socket accepted = listener.accept()) {
      raw.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 22, 47});
      accepted.getOutputStream().write('N');
      assertThat(raw.getInputStream().read()).isEqualTo('N');
    }
  }
}
