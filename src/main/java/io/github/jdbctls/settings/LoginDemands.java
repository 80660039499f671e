package io.github.jdbctls.settings;

import io.github.jdbctls.failure.ProblemException;
import java.util.Set;

/**
 * What is demanded of the login, which the driver carries out: {@code channel_binding} and {@code
 * require_auth}. Immutable.
 *
 * @param channelBinding whether the password exchange is bound to the TLS channel
 * @param methods by which the server may let us log in; all, where nothing was demanded
 */
public record LoginDemands(ChannelBinding channelBinding, Set<AuthenticationMethod> methods) {

  /** Whether every method is allowed. */
  public boolean allowsEveryMethod() {
    return methods.equals(AllowedMethods.all());
  }

  static LoginDemands read(AgreedValues values) throws ProblemException {
    return new LoginDemands(
        values.has(Parameter.CHANNEL_BINDING)
            ? values.read(Parameter.CHANNEL_BINDING, ChannelBinding::read).value()
            : ChannelBinding.PREFER,
        values.has(Parameter.REQUIRE_AUTH)
            ? values.read(Parameter.REQUIRE_AUTH, AllowedMethods::read).value()
            : AllowedMethods.all());
  }
}
