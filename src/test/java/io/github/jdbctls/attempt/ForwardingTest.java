package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {
  @ParameterizedTest
  @ValueSource(classes = {ForwardingSocket.class, ForwardingSslSocket.class})
  void overridesEveryMethodOfASocket(Class<?> forwarding) {
    List<String> forgotten =
        Arrays.stream(forwarding.getMethods())
            .filter(
                m -> !Modifier.isStatic(m.getModifiers()) && !Modifier.isFinal(m.getModifiers()))
            .filter(m -> isOfASocket(m.getDeclaringClass()))
            .map(Method::toString)
            .toList();

    assertThat(forgotten).isEmpty();
  }

  /** But for what equals by the encoding, and what nobody has any more. */
  @ParameterizedTest
  @ValueSource(classes = {ForwardingCertificate.class, ForwardingSession.class})
  void overridesEveryMethodOfACertificateOrSession(Class<?> forwarding) {
    List<String> forgotten =
        Arrays.stream(forwarding.getMethods())
            .filter(
                m -> !Modifier.isStatic(m.getModifiers()) && !Modifier.isFinal(m.getModifiers()))
            .filter(m -> m.getDeclaringClass() != forwarding)
            .filter(m -> m.getDeclaringClass() != Object.class)
            .map(Method::getName)
            .toList();

    assertThat(forgotten)
        .isSubsetOf(
            "equals",
            "hashCode",
            "getPeerCertificateChain",
            // Of Java 25.
            "exportKeyingMaterialKey",
            "exportKeyingMaterialData");
  }

  private static boolean isOfASocket(Class<?> declaring) {
    return declaring == Socket.class || declaring == SSLSocket.class;
  }
}
