package io.github.jdbctls.settings;

import io.github.jdbctls.SslMode;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the user wrote.
 *
 * <ol>
 *   <li>The URL and the {@code Properties}, which may not differ.
 *   <li>What nobody gave there: libpq's environment variables, for the PostgreSQL family, unless
 *       the policy ignores them.
 *   <li>What is still missing: libpq's default files, for the PostgreSQL family, if they exist.
 *   <li>Then the defaults: {@code verify-full}, with the JVM's trust store.
 * </ol>
 *
 * <p>Opens no file. Immutable and thread-safe; asks environment and file system anew at each call.
 */
public final class SettingsReader {
  private final DelegateVocabulary vocabulary;
  private final boolean postgresqlFamily;
  private final Environment environment;
  private final Predicate<Path> usedBefore;

  /**
   * Makes a reader.
   *
   * @param vocabulary the driver's own keys
   * @param postgresqlFamily whether libpq's environment variables and default files count
   * @param environment where they are looked up
   * @param usedBefore whether this JVM has used a default file, so that it may not be missing now
   */
  public SettingsReader(
      DelegateVocabulary vocabulary,
      boolean postgresqlFamily,
      Environment environment,
      Predicate<Path> usedBefore) {
    this.vocabulary = vocabulary;
    this.postgresqlFamily = postgresqlFamily;
    this.environment = environment;
    this.usedBefore = usedBefore;
  }

  /**
   * Reads the settings of one connect.
   *
   * @param url already taken apart by the dialect
   * @param properties of the caller, with their defaults; never changed
   * @param policy whether the environment is read, the least protocol version where nobody names
   *     one, and whether a URL may leave a source empty; the rest is checked by {@code connect}
   * @throws ProblemException if anything is unknown, contradictory, unsupported or invalid
   */
  public ConnectSettings read(DelegateUrl url, @Nullable Properties properties, TlsPolicy policy)
      throws ProblemException {
    WrittenParameters written = WrittenParameters.of(url, properties, vocabulary);
    boolean readsVariables = policy.readsEnvironment();
    LibpqVariables variables =
        new LibpqVariables(postgresqlFamily && readsVariables ? environment : name -> null);
    AgreedValues values = new AgreedValues(written, variables);
    UserDirectories directories = UserDirectories.of(environment, readsVariables);
    DefaultFiles files =
        new DefaultFiles(
            postgresqlFamily ? directories.libpqFolder() : Optional.empty(), usedBefore);
    SourceText sources = new SourceText(directories, policy);
    PasswordText passwords = new PasswordText(sources);

    List<String> warnings = new ArrayList<>();
    Setting<SslMode> mode = ModeText.read(values, variables, warnings);
    Setting<SslNegotiation> negotiation = NegotiationText.read(values, mode);
    ProtocolBounds protocols = ProtocolBoundsText.read(values, policy.leastProtocol(), warnings);
    Setting<ClientCertificateMode> certificateMode = ChoiceText.certificateMode(values);
    ChosenFiles chosen = ChosenFiles.of(mode, certificateMode, values, sources, files);
    warnings.addAll(chosen.warnings());
    GssEncryption.check(values);
    TlsSettings tls =
        new TlsSettings(
            mode,
            chosen.roots(),
            chosen.revocation(),
            certificateMode.value(),
            chosen.identity().certificate(),
            chosen.identity().key(),
            passwords.ofRoots(values),
            passwords.ofKey(values),
            ChoiceText.enforcesKeyPermissions(values),
            negotiation.value(),
            protocols,
            ChoiceText.sendsServerName(values),
            ReloadGraceText.read(values),
            hostAddresses(values, url, mode.value()));
    Map<String, String> delegates = new HashMap<>(written.delegateProperties());
    delegates.putAll(vocabulary.properties(LoginDemands.read(values)));
    return new ConnectSettings(tls, delegates, warnings, files.answers());
  }

  private static List<String> hostAddresses(AgreedValues values, DelegateUrl url, SslMode mode)
      throws ProblemException {
    return values.has(Parameter.HOSTADDR)
        ? values.read(Parameter.HOSTADDR, text -> HostAddresses.read(text, url, mode)).value()
        : List.of();
  }
}
