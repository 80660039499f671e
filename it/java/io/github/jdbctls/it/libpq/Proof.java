package io.github.jdbctls.it.libpq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What must be seen of a connect beside its outcome. */
@FunctionalInterface
interface Proof {
  /** Fails unless it is seen. */
  void check(Evidence evidence);

  /** The server has seen these events, in this order. */
  static Proof events(String... events) {
    return evidence ->
        assertThat(ServerEvents.in(evidence.log())).as("events").isEqualTo(List.of(events));
  }

  /** The server has logged this. */
  static Proof logged(String... texts) {
    return evidence -> assertThat(evidence.log()).as("the server's log").contains(texts);
  }

  /** Nothing was dialled. */
  static Proof nothingDialled() {
    return evidence -> {
      assertThat(evidence.log()).doesNotContain("connection received");
      assertThat(evidence.frontConnections()).isZero();
    };
  }

  /** The server has got a client certificate with this subject; without one it is empty. */
  static Proof clientSubject(String subject) {
    return evidence -> assertThat(evidence.observed().clientSubject()).isEqualTo(subject);
  }

  /** The server has got a client certificate from this issuer. */
  static Proof clientIssuer(String issuer) {
    return evidence -> assertThat(evidence.observed().clientIssuer()).isEqualTo(issuer);
  }

  /** The server speaks this version of TLS. */
  static Proof version(String version) {
    return evidence -> assertThat(evidence.observed().version()).isEqualTo(version);
  }

  /** The client has verified nothing. */
  static Proof unverified() {
    return evidence -> assertThat(evidence.observed().trustAnchor()).isEmpty();
  }

  /** The client has made so many connections to what stands before the server. */
  static Proof frontConnections(int count) {
    return evidence -> assertThat(evidence.frontConnections()).isEqualTo(count);
  }
}
