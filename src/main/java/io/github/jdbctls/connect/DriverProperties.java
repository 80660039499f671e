package io.github.jdbctls.connect;

import io.github.jdbctls.dialect.Dialect;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.DelegateUrl;
import io.github.jdbctls.settings.DelegateVocabulary.KeyRule;
import io.github.jdbctls.settings.Parameter;
import io.github.jdbctls.settings.Shown;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code getPropertyInfo} lists: our parameters, then the delegate's which a user may write.
 *
 * <p>Tools call it while the user is typing, so that a URL which cannot be read yet gives our
 * parameters alone. A value is shown only if it was written and is not secret.
 */
public final class DriverProperties {
  private DriverProperties() {}

  /** Lists the properties for a URL. */
  public static DriverPropertyInfo[] of(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    List<DriverPropertyInfo> all = new ArrayList<>();
    Optional<TlsUrl> tlsUrl = Optional.empty();
    Optional<DelegateUrl> parsed = Optional.empty();
    if (url != null && Connector.accepts(url)) {
      try {
        tlsUrl = Optional.of(TlsUrl.parse(url));
        parsed = Optional.of(tlsUrl.get().dialect().parse(tlsUrl.get().delegateUrl()));
      } catch (ProblemException e) {
        // Still being typed: connect will say what is wrong with it.
        parsed = Optional.empty();
      }
    }
    for (Parameter parameter : Parameter.values()) {
      if (parameter.isSupported()) {
        all.add(ours(parameter, parsed, info));
      }
    }
    if (tlsUrl.isPresent() && parsed.isPresent()) {
      all.addAll(delegates(tlsUrl.get().dialect(), parsed.get()));
    }
    return all.toArray(new DriverPropertyInfo[0]);
  }

  private static DriverPropertyInfo ours(
      Parameter parameter, Optional<DelegateUrl> url, @Nullable Properties info) {
    DriverPropertyInfo shown =
        new DriverPropertyInfo(
            parameter.key(), parameter.isSecret() ? null : shown(written(parameter, url, info)));
    shown.description = parameter.description() + " Default: " + parameter.defaultInWords();
    if (!parameter.choices().isEmpty()) {
      shown.choices = parameter.choices().toArray(new String[0]);
    }
    return shown;
  }

  /** An inline key stays hidden, and so does one that stands in the place of something else. */
  private static @Nullable String shown(@Nullable String value) {
    return value == null || Shown.isInline(value) ? null : value;
  }

  private static @Nullable String written(
      Parameter parameter, Optional<DelegateUrl> url, @Nullable Properties info) {
    for (String key : parameter.keys()) {
      Optional<String> inUrl =
          url.stream()
              .flatMap(u -> u.parameters().stream())
              .filter(p -> p.key().equalsIgnoreCase(key))
              .map(p -> p.value().reveal())
              .findFirst();
      if (inUrl.isPresent()) {
        return inUrl.get();
      }
      if (info != null) {
        for (String name : info.stringPropertyNames()) {
          if (name.equalsIgnoreCase(key)) {
            return info.getProperty(name);
          }
        }
      }
    }
    return null;
  }

  private static List<DriverPropertyInfo> delegates(Dialect dialect, DelegateUrl url)
      throws SQLException {
    List<DriverPropertyInfo> all = new ArrayList<>();
    // Some drivers list a property more than once.
    Set<String> names = new HashSet<>();
    try {
      Driver driver = Delegates.shared().find(dialect).driver();
      for (DriverPropertyInfo info :
          driver.getPropertyInfo(dialect.bareUrl(url), new Properties())) {
        Optional<KeyRule> rule = dialect.vocabulary().rule(info.name);
        if (Parameter.find(info.name).isEmpty()
            && rule.filter(r -> !r.isHandedOn()).isEmpty()
            && names.add(info.name)) {
          if (info.name.toLowerCase(Locale.ROOT).contains("password")) {
            info.value = null;
          }
          all.add(info);
        }
      }
    } catch (ProblemException e) {
      // Without its driver there is nothing to list; connect will say what is missing.
      return List.of();
    }
    return all;
  }
}
