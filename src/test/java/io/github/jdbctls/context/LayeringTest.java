package io.github.jdbctls.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsVersion;
import io.github.jdbctls.material.TrustMaterial;
import io.github.jdbctls.settings.HostPort;
import io.github.jdbctls.settings.ProtocolBounds;
import io.github.jdbctls.trust.ServerTrustManager;
import io.github.jdbctls.trust.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That what one context keeps of the last connect never serves one that is another. */
class LayeringTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 100;
  private static final TrustMaterial NO_ROOTS =
      new TrustMaterial(List.of(), List.of(), Optional.empty(), "the test's roots", List.of());

  /** What a connect is to have; the address has no server name. */
  private record Wanted(String host, List<String> serverNames, Optional<String> protocol) {}

  private static final List<Wanted> ALL =
      Stream.of(Optional.<String>empty(), Optional.of("postgresql"), Optional.of("mysql"))
          .flatMap(
              protocol ->
                  Stream.of(
                      new Wanted("one.example", List.of("one.example"), protocol),
                      new Wanted("two.example", List.of("two.example"), protocol),
                      new Wanted("two.example.", List.of("two.example"), protocol),
                      new Wanted("127.0.0.1", List.of(), protocol)))
          .toList();

  /** One that nobody holds closes the socket below when it is collected. */
  private final List<SSLSocket> held = Collections.synchronizedList(new ArrayList<>());

  private ServerSocket listener;
  private Socket wire;

  @BeforeEach
  void connect() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    listener = new ServerSocket(0, 1, loopback);
    wire = new Socket(loopback, listener.getLocalPort());
  }

  @AfterEach
  void disconnect() throws IOException {
    wire.close();
    listener.close();
  }

  private static TlsContext context(Verification verification, ProtocolBounds bounds) {
    ServerTrustManager trust =
        new ServerTrustManager(
            verification,
            verification == Verification.NONE ? Optional.empty() : Optional.of(NO_ROOTS),
            Clock.systemUTC());
    return TestTlsContext.of(TestTlsContext.sslContext(trust), trust, bounds);
  }

  /** Layers on a socket that nobody speaks on; it can be layered on any number of times. */
  private SSLSocket layered(TlsContext context, Wanted wanted) throws IOException {
    SSLSocket socket = context.layer(wire, new HostPort(wanted.host(), 5432), wanted.protocol());
    held.add(socket);
    return socket;
  }

  private static Wanted found(Wanted wanted, SSLParameters parameters) {
    return new Wanted(
        wanted.host(),
        parameters.getServerNames().stream()
            .map(name -> new String(name.getEncoded(), StandardCharsets.US_ASCII))
            .toList(),
        Stream.of(parameters.getApplicationProtocols()).findFirst());
  }

  @ParameterizedTest
  @EnumSource(Verification.class)
  void givesEachItsOwnWhateverCameBefore(Verification verification) throws Exception {
    TlsContext context =
        context(verification, new ProtocolBounds(TlsVersion.TLS_1_3, TlsVersion.TLS_1_3));
    boolean named = verification == Verification.CHAIN_AND_NAME;

    for (Wanted before : ALL) {
      for (Wanted wanted : ALL) {
        layered(context, before);
        SSLSocket socket = layered(context, wanted);

        SSLParameters parameters = socket.getSSLParameters();
        assertThat(found(wanted, parameters)).as("after %s", before).isEqualTo(wanted);
        assertThat(parameters.getApplicationProtocols()).hasSizeLessThan(2);
        assertThat(parameters.getProtocols()).containsExactly("TLSv1.3");
        assertThat(parameters.getEndpointIdentificationAlgorithm())
            .isEqualTo(named ? "HTTPS" : null);
        assertThat(socket.getUseClientMode()).isTrue();
      }
    }
  }

  @Test
  void givesEachThreadItsOwn() throws Exception {
    TlsContext context = context(Verification.CHAIN_AND_NAME, ProtocolBounds.DEFAULT);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<Wanted>>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  List<Wanted> wrong = new ArrayList<>();
                  for (int i = 0; i < ROUNDS; i++) {
                    Wanted wanted = ALL.get((first + i) % ALL.size());
                    SSLParameters parameters = layered(context, wanted).getSSLParameters();
                    if (!found(wanted, parameters).equals(wanted)
                        || !"HTTPS".equals(parameters.getEndpointIdentificationAlgorithm())) {
                      wrong.add(wanted);
                    }
                  }
                  return wrong;
                }));
      }
      for (Future<List<Wanted>> one : all) {
        assertThat(one.get()).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void leavesNothingOfWhatIsDoneToASocket() throws Exception {
    TlsContext context = context(Verification.CHAIN_AND_NAME, ProtocolBounds.DEFAULT);
    Wanted wanted = ALL.get(4);
    SSLSocket first = layered(context, wanted);
    SSLParameters weakened = first.getSSLParameters();
    weakened.setEndpointIdentificationAlgorithm(null);
    weakened.setServerNames(List.of());
    weakened.setApplicationProtocols(new String[] {"other"});
    weakened.setProtocols(new String[] {"TLSv1.2"});
    first.setSSLParameters(weakened);
    first.setEnabledProtocols(new String[] {"TLSv1.2"});

    SSLParameters parameters = layered(context, wanted).getSSLParameters();

    assertThat(found(wanted, parameters)).isEqualTo(wanted);
    assertThat(parameters.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(parameters.getProtocols()).contains("TLSv1.3");
  }

  @Test
  void leavesAllElseAsTheJvmHasIt() throws Exception {
    for (TlsVersion least : List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)) {
      ProtocolBounds bounds = new ProtocolBounds(least, TlsVersion.TLS_1_3);
      TlsContext context = context(Verification.CHAIN_AND_NAME, bounds);
      SSLParameters plain = plain().getSSLParameters();

      SSLParameters parameters = layered(context, ALL.get(0)).getSSLParameters();

      assertThat(parameters.getProtocols())
          .containsExactly(
              Stream.of(plain.getProtocols()).filter(bounds::contain).toArray(String[]::new));
      assertThat(others(parameters)).containsExactlyElementsOf(others(plain));
      assertThat(parameters.getAlgorithmConstraints())
          .isEqualTo(new HandshakeStrength(plain.getAlgorithmConstraints()));
    }
  }

  /** What a context has no word in. */
  private static List<Object> others(SSLParameters parameters) {
    return Arrays.asList(
        List.of(parameters.getCipherSuites()),
        parameters.getUseCipherSuitesOrder(),
        parameters.getNeedClientAuth(),
        parameters.getWantClientAuth(),
        parameters.getEnableRetransmissions(),
        parameters.getMaximumPacketSize(),
        parameters.getSNIMatchers());
  }

  /** A client's socket as the JVM makes it. */
  private SSLSocket plain() throws Exception {
    ServerTrustManager trust =
        new ServerTrustManager(
            Verification.CHAIN_AND_NAME, Optional.of(NO_ROOTS), Clock.systemUTC());
    SSLSocket socket =
        (SSLSocket)
            TestTlsContext.sslContext(trust)
                .getSocketFactory()
                .createSocket(wire, "one.example", 5432, true);
    socket.setUseClientMode(true);
    held.add(socket);
    return socket;
  }
}
