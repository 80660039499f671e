package io.github.jdbctls.it.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.jdbctls.it.net.DirectTlsScript;
import io.github.jdbctls.it.net.ProxyScript;
import io.github.jdbctls.pki.TestCertificate;

/** What stands in place of Redis, or between it and its client. */
enum RedisAttack {
  AGREES_IN_PLAIN_TEXT(Kind.SPEAKS_IN_THE_HANDSHAKE) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.answerInPlainText(line("+OK"));
    }
  },
  FAILS_IN_PLAIN_TEXT(Kind.SPEAKS_IN_THE_HANDSHAKE) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.answerInPlainText(line("-ERR unknown command"));
    }
  },
  WANTS_A_LOGIN_IN_PLAIN_TEXT(Kind.SPEAKS_IN_THE_HANDSHAKE) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.answerInPlainText(line("-NOAUTH Authentication required."));
    }
  },
  AGREES_BEFORE_THE_HANDSHAKE(Kind.SPEAKS_FIRST) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.injectFirst(line("+OK"));
    }
  },
  WANTS_A_LOGIN_BEFORE_THE_HANDSHAKE(Kind.SPEAKS_FIRST) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.injectFirst(line("-NOAUTH Authentication required."));
    }
  },
  INJECTS_AN_ANSWER_AFTER_THE_CLIENTS_HELLO(Kind.SPEAKS_IN_THE_HANDSHAKE) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.injectAfterClientHello(line("+OK"));
    }
  },
  INJECTS_AN_ALERT_AFTER_THE_CLIENTS_HELLO(Kind.SPEAKS_IN_THE_HANDSHAKE) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.injectAfterClientHello(FATAL_ALERT);
    }
  },
  INJECTS_AN_ANSWER_AFTER_THE_SERVERS_HELLO(Kind.SPEAKS_IN_THE_HANDSHAKE) {
    @Override
    ProxyScript script() {
      // As much as the record that the first bytes announce, if they are taken for one.
      return DirectTlsScript.injectAfterServerHello(line("+OK\r\n".repeat(4096)));
    }
  },
  INJECTS_A_RECORD_AFTER_THE_SERVERS_HELLO(Kind.SPEAKS_IN_THE_HANDSHAKE) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.injectAfterServerHello(APPLICATION_DATA);
    }
  },
  SHOWS_ITS_OWN_CERTIFICATE(Kind.OWN_CERTIFICATE) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.manInTheMiddle(OWN);
    }
  },
  SHOWS_A_CERTIFICATE_FOR_ANOTHER_NAME(Kind.CERTIFICATE_FOR_ANOTHER_NAME) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.manInTheMiddle(STOLEN);
    }
  },
  NEVER_ANSWERS(Kind.STALLS) {
    @Override
    ProxyScript script() {
      return ProxyScript.stall();
    }
  },
  STALLS_IN_ITS_HELLO(Kind.STALLS) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.stallInServerHello();
    }
  },
  DRIPS_IN_THE_HANDSHAKE(Kind.STALLS) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.dripInHandshake();
    }
  },
  CLOSES_BEFORE_THE_HANDSHAKE(Kind.ENDS) {
    @Override
    ProxyScript script() {
      return ProxyScript.closeInsteadOfAnswer();
    }
  },
  RESETS_IN_THE_HANDSHAKE(Kind.ENDS) {
    @Override
    ProxyScript script() {
      return DirectTlsScript.resetInHandshake();
    }
  },
  SAYS_NOTHING_TO_THE_LOGIN(Kind.STALLS_INSIDE) {
    @Override
    ProxyScript script() {
      return answering();
    }
  },
  SAYS_NOTHING_AFTER_THE_LOGIN(Kind.STALLS_INSIDE) {
    @Override
    ProxyScript script() {
      return answering("+OK");
    }
  },
  DRIPS_AT_THE_LOGIN(Kind.STALLS_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.dripAnswer());
    }
  },
  DRIPS_AFTER_THE_LOGIN(Kind.STALLS_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.dripAnswer("+OK"));
    }
  },
  CLOSES_AFTER_THE_LOGIN(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.answerCommandsAndClose("+OK"));
    }
  },
  ANSWERS_THE_LOGIN_WITHOUT_END(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.pourOut("+", "OK"));
    }
  },
  FAILS_THE_LOGIN_WITHOUT_END(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.pourOut("-ERR", " no"));
    }
  },
  ANSWERS_WITHOUT_END_AFTER_THE_LOGIN(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.pourOut("+", "PONG", "+OK"));
    }
  },
  ANNOUNCES_A_TEXT_OF_TWO_GIGABYTES(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.pourOut("$2147483647\r\n", "OK"));
    }
  },
  ANNOUNCES_IT_AFTER_THE_LOGIN(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.pourOut("$2147483647\r\n", "PONG", "+OK"));
    }
  },
  ANNOUNCES_TWO_BILLION_ELEMENTS(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.pourOut("*2147483647\r\n", "+OK\r\n"));
    }
  },
  NESTS_WITHOUT_END(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.pourOut("", "*1\r\n"));
    }
  },
  NESTS_WITHOUT_END_AFTER_THE_LOGIN(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return inside(DirectTlsScript.pourOut("", "*1\r\n", "+OK"));
    }
  },
  SPEAKS_ANOTHER_PROTOCOL_INSIDE(Kind.LIES_INSIDE) {
    @Override
    ProxyScript script() {
      return answering("HTTP/1.1 400 Bad Request");
    }
  },
  REFUSES_THE_LOGIN(Kind.REFUSES_INSIDE) {
    @Override
    ProxyScript script() {
      return answering("-ERR no");
    }
  },
  WANTS_ANOTHER_LOGIN(Kind.REFUSES_INSIDE) {
    @Override
    ProxyScript script() {
      return answering("+OK", "-NOAUTH Authentication required.");
    }
  };

  /** What becomes of it. */
  enum Kind {
    SPEAKS_FIRST,
    SPEAKS_IN_THE_HANDSHAKE,
    OWN_CERTIFICATE,
    CERTIFICATE_FOR_ANOTHER_NAME,
    STALLS,
    ENDS,
    /** These have a certificate that is as good as the server's. */
    STALLS_INSIDE,
    LIES_INSIDE,
    REFUSES_INSIDE;

    boolean isInside() {
      return compareTo(STALLS_INSIDE) >= 0;
    }
  }

  static final TestCertificate AUTHORITY = TestCertificate.authority("ca").selfSigned();
  private static final TestCertificate OWN =
      TestCertificate.leaf("mallory").dnsName("localhost").selfSigned();
  private static final TestCertificate STOLEN =
      TestCertificate.leaf("elsewhere").dnsName("elsewhere").issuedBy(AUTHORITY);
  private static final TestCertificate GOOD =
      TestCertificate.leaf("mallory").dnsName("localhost").issuedBy(AUTHORITY);

  /** An alert that it ends, in clear text: {@code internal_error}. */
  private static final byte[] FATAL_ALERT = {21, 3, 3, 0, 2, 2, 80};

  /** A record of application data that nobody has encrypted. */
  private static final byte[] APPLICATION_DATA = {23, 3, 3, 0, 5, '+', 'O', 'K', '\r', '\n'};

  private final Kind kind;

  RedisAttack(Kind kind) {
    this.kind = kind;
  }

  abstract ProxyScript script();

  Kind kind() {
    return kind;
  }

  /** Somebody who passes on what is said. */
  static ProxyScript nobody() {
    return DirectTlsScript.passThrough();
  }

  /** A server that proves the name, and gives these answers. */
  static ProxyScript answering(String... answers) {
    return inside(DirectTlsScript.answerCommands(answers));
  }

  private static ProxyScript inside(ProxyScript script) {
    return DirectTlsScript.inside(GOOD, script);
  }

  private static byte[] line(String text) {
    return (text + "\r\n").getBytes(US_ASCII);
  }
}
