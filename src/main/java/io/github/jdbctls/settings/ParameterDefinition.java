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
  List<String> valuesWithoutEffect = List.of();
  Optional<String> unsupportedReason = Optional.empty();
  String remedy = "Remove it: it is never ignored silently.";

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

  /** The values without effect are those that an unsupported parameter's variable may have. */
  ParameterDefinition variable(String name, String... withoutEffect) {
    variable = Optional.of(name);
    valuesWithoutEffect = List.of(withoutEffect);
    return this;
  }

  ParameterDefinition notYet() {
    return unsupported("this version does not support it yet");
  }

  ParameterDefinition unsupported(String reason) {
    unsupportedReason = Optional.of(reason);
    return this;
  }

  ParameterDefinition remedy(String sentence) {
    remedy = sentence;
    return this;
  }
}
