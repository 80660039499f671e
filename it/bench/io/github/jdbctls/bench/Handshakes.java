package io.github.jdbctls.bench;

import io.github.jdbctls.TlsVersion;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A bare mutual handshake, with a static context: what its parameters make of it.
 *
 * @param name of the alternative
 * @param port of a PostgreSQL, which resumes no sessions; TLS is spoken from the first byte
 * @param change of the parameters
 */
record Handshakes(String name, int port, SSLContext context, Consumer<SSLParameters> change)
    implements Contestant {
  static final String ROW = "handshake";
  static final String ROW_OF_LATER_JDK = "handshake-later-jdk";
  static final String DEFAULT = "as the JDK does it";

  private static final int FIRST_WITH_GROUPS = 20;
  private static final int FIRST_WITH_SCHEMES = 19;
  private static final String PROTOCOL = "postgresql";
  private static final String SMALL_CIPHER = "TLS_AES_128_GCM_SHA256";

  static List<Contestant> all(World world) throws Exception {
    SharedContext.share(world.material(false));
    SSLContext context = SharedContext.get();
    int port = world.port(Database.POSTGRESQL, TlsVersion.TLS_1_3, false);
    List<Contestant> all = new ArrayList<>();
    all.add(new Handshakes(DEFAULT, port, context, parameters -> {}));
    all.add(
        new Handshakes(
            "AES-128-GCM first",
            port,
            context,
            parameters -> parameters.setCipherSuites(first(parameters.getCipherSuites()))));
    int feature = Runtime.version().feature();
    if (feature >= FIRST_WITH_SCHEMES) {
      all.add(
          new Handshakes(
              "ECDSA schemes alone",
              port,
              context,
              p -> set(p, "setSignatureSchemes", "ecdsa_secp256r1_sha256")));
    }
    if (feature >= FIRST_WITH_GROUPS) {
      all.add(
          new Handshakes("x25519 alone", port, context, p -> set(p, "setNamedGroups", "x25519")));
      all.add(
          new Handshakes(
              "secp256r1 alone", port, context, p -> set(p, "setNamedGroups", "secp256r1")));
      all.add(
          new Handshakes(
              "secp256r1 before x25519",
              port,
              context,
              p -> set(p, "setNamedGroups", "secp256r1", "x25519")));
      all.add(
          new Handshakes(
              "x25519 before secp256r1",
              port,
              context,
              p -> set(p, "setNamedGroups", "x25519", "secp256r1")));
    }
    return all;
  }

  private static String[] first(String[] suites) {
    return Arrays.stream(suites)
        .sorted(Comparator.comparing(suite -> !suite.equals(SMALL_CIPHER)))
        .toArray(String[]::new);
  }

  private static void set(SSLParameters parameters, String method, String... values) {
    try {
      Method setter = SSLParameters.class.getMethod(method, String[].class);
      setter.invoke(parameters, (Object) values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method, e);
    }
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public Measured[] turn() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      Measured.Start start = Measured.start();
      SSLSocket layered = SharedContext.layer(context, socket, "localhost", port);
      SSLParameters parameters = layered.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {PROTOCOL});
      change.accept(parameters);
      layered.setSSLParameters(parameters);
      layered.startHandshake();
      return new Measured[] {start.end()};
    }
  }
}
