package io.github.jdbctls.it.net;

import io.github.jdbctls.pki.TestCertificate;
import java.util.List;

/** A server that chooses its certificate by the name that the client asks for. */
public final class ServerNameScript {
  private ServerNameScript() {}

  /**
   * Which clients it answers.
   *
   * @param names that it knows, in any case
   * @param otherNames whether it answers all other names
   * @param noName whether it answers clients that send none
   */
  public record Answers(List<String> names, boolean otherNames, boolean noName) {
    /** Keeps an unmodifiable copy of the names. */
    public Answers {
      names = List.copyOf(names);
    }

    boolean knows(String name) {
      return names.stream().anyMatch(name::equalsIgnoreCase);
    }
  }

  /**
   * The script of a server which takes the first certificate for names that it knows, the second
   * for all other clients that it answers, and refuses the rest with an alert. It passes what the
   * client says on in plain text.
   */
  public static ProxyScript of(Answers answers, TestCertificate known, TestCertificate other) {
    return connection -> {
      connection.answer((byte) StartupProtocol.YES);
      connection.becomeServer(ServerNameContext.of(answers, known, other), answers);
      connection.relay(connection.dial());
    };
  }
}
