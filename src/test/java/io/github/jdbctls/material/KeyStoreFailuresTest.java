package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyStoreFailuresTest {
  private static KeyStoreFailures failures(Content.Kind kind, String file) {
    return new KeyStoreFailures(
        Place.of(new Origin(Origin.Kind.URL, "sslkey"), Path.of(file)),
        kind,
        new Password(Settings.password("secret"), "the key"),
        Parameter.SSLPASSWORD);
  }

  @ParameterizedTest
  @EnumSource(names = {"PKCS12", "JKS", "JCEKS"})
  void namesTheFileAndWhatItIs(Content.Kind kind) {
    KeyStoreFailures failures = failures(kind, "/app.store");

    for (Problem problem :
        new Problem[] {
          failures.missing().problem(),
          failures.otherKeyPassword("app", "Change it.").problem(),
          failures.unsupported("of a kind", null).problem(),
          failures.damaged(new IOException("cut short")).problem()
        }) {
      assertThat(problem.found())
          .startsWith("/app.store (\"sslkey\" in the URL) is " + kind.description());
    }
  }

  @Test
  void saysHowToWriteAPkcs12StoreAnew() {
    Problem problem =
        failures(Content.Kind.PKCS12, "/app.p12").unsupported("of a kind", null).problem();

    assertThat(problem.failure()).isEqualTo(TlsFailure.KEY_UNSUPPORTED);
    assertThat(problem.remedy())
        .isEqualTo(
            "Write it anew: openssl pkcs12 -in /app.p12 -out /app.p12.pem"
                + " (OpenSSL 3 needs -legacy for old encryption).");
  }

  @Test
  void quotesANameThatAShellWouldTakeApart() {
    assertThat(
            failures(Content.Kind.PKCS12, "/my app's.p12")
                .unsupported("of a kind", null)
                .problem()
                .remedy())
        .contains("-in '/my app'\\''s.p12' -out '/my app'\\''s.p12'.pem");
  }

  @ParameterizedTest
  @EnumSource(names = {"JKS", "JCEKS"})
  void saysHowToConvertAStoreOfTheJdk(Content.Kind kind) {
    assertThat(failures(kind, "/app.jks").unsupported("of a kind", null).problem().remedy())
        .isEqualTo(kind.conversion("/app.jks").orElseThrow())
        .contains("keytool -importkeystore");
  }

  @Test
  void keepsTheCauseIfThereIsOne() {
    KeyStoreFailures failures = failures(Content.Kind.JKS, "/app.jks");
    IOException cause = new IOException("cut short");

    assertThat(failures.unsupported("of a kind", cause).problem().cause()).isSameAs(cause);
    assertThat(failures.unsupported("of a kind", null).problem().cause()).isNull();
    assertThat(failures.damaged(cause).problem().cause()).isSameAs(cause);
  }
}
