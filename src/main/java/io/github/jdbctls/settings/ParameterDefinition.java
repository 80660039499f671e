package io.github.jdbctls.settings;

import java.util.List;
import java.util.Optional;

/** Collects what a {@link Parameter} is made of. Used by one thread, while the class is loaded. */
final class ParameterDefinition {
  final String key;
  final String description;
  List<String> aliases = List.of();
  List<String> choices = List.of();
  String defaultInWords = "none";
  boolean secret;
  boolean mayStandInUrl = true;
  Optional<String> variable = Optional.empty();
  Optional<String> unsupportedReason = Optional.empty();

  ParameterDefinition(String key, String description) {
    this.key = key;
    this.description = description;
  }

  ParameterDefinition aliases(String... names) {
    aliases = List.of(names);
    return this;
  }

  ParameterDefinition choices(List<String> values) {
    choices = values;
    return this;
  }

  ParameterDefinition defaultsTo(String words) {
    defaultInWords = words;
    return this;
  }

  ParameterDefinition secret() {
    secret = true;
    return this;
  }

  ParameterDefinition notInUrl() {
    mayStandInUrl = false;
    return this;
  }

  ParameterDefinition variable(String name) {
    variable = Optional.of(name);
    return this;
  }

  ParameterDefinition unsupported(String reason) {
    unsupportedReason = Optional.of(reason);
    return this;
  }
}
