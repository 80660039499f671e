package io.github.jdbctls.it.net;

import io.github.jdbctls.it.net.ServerNameScript.Answers;
import io.github.jdbctls.pki.TestCertificate;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The TLS of a {@link ServerNameScript}. */
final class ServerNameContext {
  private static final String KNOWN = "known";
  private static final String OTHER = "other";

  private ServerNameContext() {}

  static SSLContext of(Answers answers, TestCertificate known, TestCertificate other) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new Keys(answers, known, other)}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A name that does not match is refused with the alert unrecognized_name. */
  static SNIMatcher matcher(Answers answers) {
    return new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
      @Override
      public boolean matches(SNIServerName name) {
        return answers.otherNames() || answers.knows(text(name));
      }
    };
  }

  private static String text(SNIServerName name) {
    return new String(name.getEncoded(), StandardCharsets.US_ASCII);
  }

  private static final class Keys extends X509ExtendedKeyManager {
    private final Answers answers;
    private final TestCertificate known;
    private final TestCertificate other;

    Keys(Answers answers, TestCertificate known, TestCertificate other) {
      this.answers = answers;
      this.known = known;
      this.other = other;
    }

    /** Without a key the handshake fails. */
    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, Socket socket) {
      if (!type.equals("RSA")) {
        return null;
      }
      List<SNIServerName> requested =
          ((ExtendedSSLSession) ((SSLSocket) socket).getHandshakeSession())
              .getRequestedServerNames();
      Optional<String> name = requested.stream().map(ServerNameContext::text).findFirst();
      if (name.isEmpty()) {
        return answers.noName() ? OTHER : null;
      }
      return answers.knows(name.get()) ? KNOWN : OTHER;
    }

    private TestCertificate certificate(String alias) {
      return alias.equals(KNOWN) ? known : other;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return certificate(alias).chain().toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return certificate(alias).key();
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {KNOWN, OTHER};
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, Socket socket) {
      return null;
    }
  }
}
