package io.github.jdbctls.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jdbctls.settings.AuthenticationMethod;
import io.github.jdbctls.settings.ChannelBinding;
import io.github.jdbctls.settings.LoginDemands;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGProperty;
import org.postgresql.core.AuthMethod;

/** What is demanded of the login, in pgjdbc's words. */
class PgLoginTest {
  private static final Set<AuthenticationMethod> ALL = EnumSet.allOf(AuthenticationMethod.class);

  private static Map<String, String> properties(
      ChannelBinding binding, Set<AuthenticationMethod> methods) throws Exception {
    return new PgVocabulary().properties(new LoginDemands(binding, methods));
  }

  @ParameterizedTest
  @EnumSource(names = {"DISABLE", "REQUIRE"})
  void saysWhetherTheLoginIsBound(ChannelBinding binding) throws Exception {
    assertThat(properties(binding, ALL))
        .isEqualTo(Map.of("channelBinding", binding.parameterValue()));
  }

  /** The call for each attempt says so in any case. */
  @Test
  void saysNothingWhereNothingIsDemanded() throws Exception {
    assertThat(properties(ChannelBinding.PREFER, ALL)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void namesAMethodAsPgjdbcReadsIt(AuthenticationMethod method) throws Exception {
    if (method == AuthenticationMethod.OAUTH) {
      return;
    }
    String text =
        properties(ChannelBinding.PREFER, EnumSet.of(method)).getOrDefault("requireAuth", "");

    assertThat(AuthMethod.parseRequireAuth(text)).hasSize(1);
    assertThat(text).isEqualTo(method.parameterValue());
  }

  @Test
  void leavesOutWhatPgjdbcNeverDoes() throws Exception {
    Properties read = new Properties();
    read.putAll(
        properties(
            ChannelBinding.REQUIRE,
            EnumSet.complementOf(EnumSet.of(AuthenticationMethod.PASSWORD))));

    assertThat(AuthMethod.parseRequireAuth(PGProperty.REQUIRE_AUTH.getOrDefault(read)))
        .isEqualTo(EnumSet.complementOf(EnumSet.of(AuthMethod.PASSWORD)));
  }

  @Test
  void refusesWhatOnlyOauthWouldMeet() {
    assertThatThrownBy(
            () -> properties(ChannelBinding.PREFER, EnumSet.of(AuthenticationMethod.OAUTH)))
        .hasMessageStartingWith("JTLS-105: require_auth allows no method that pgjdbc knows");
  }
}
