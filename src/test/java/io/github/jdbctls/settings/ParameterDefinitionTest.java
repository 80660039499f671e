package io.github.jdbctls.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterDefinitionTest {
  @Test
  void keepsWhatIsSaidOfAParameter() {
    ParameterDefinition parameter =
        new ParameterDefinition("sslx", "What it is.")
            .aliases("x", "y")
            .choices(List.of("a", "b"))
            .defaultsTo("a")
            .secret()
            .notInUrl()
            .variable("PGSSLX")
            .unsupported("nobody has it");

    assertThat(parameter.key).isEqualTo("sslx");
    assertThat(parameter.description).isEqualTo("What it is.");
    assertThat(parameter.aliases).containsExactly("x", "y");
    assertThat(parameter.choices).containsExactly("a", "b");
    assertThat(parameter.defaultInWords).isEqualTo("a");
    assertThat(parameter.secret).isTrue();
    assertThat(parameter.mayStandInUrl).isFalse();
    assertThat(parameter.variable).hasValue("PGSSLX");
    assertThat(parameter.unsupportedReason).hasValue("nobody has it");
  }

  @Test
  void isPlainUnlessSomethingElseIsSaid() {
    ParameterDefinition parameter = new ParameterDefinition("sslx", "What it is.");

    assertThat(parameter.aliases).isEmpty();
    assertThat(parameter.choices).isEmpty();
    assertThat(parameter.secret).isFalse();
    assertThat(parameter.mayStandInUrl).isTrue();
    assertThat(parameter.unsupportedReason).isEmpty();
    assertThat(parameter.unsupported("a reason").unsupportedReason).contains("a reason");
  }

  @Test
  void takesTheWordsOfItsEnumerations() {
    assertThat(SslNegotiation.parameterValues()).containsExactly("postgres", "direct");
    assertThat(SslNegotiation.DIRECT.parameterValue()).isEqualTo("direct");
    assertThat(ClientCertificateMode.parameterValues())
        .containsExactly("disable", "allow", "require");
    assertThat(ClientCertificateMode.REQUIRE.parameterValue()).isEqualTo("require");
    assertThat(ChannelBinding.parameterValues()).containsExactly("disable", "prefer", "require");
    assertThat(ChannelBinding.REQUIRE.parameterValue()).isEqualTo("require");
  }
}
