package io.github.jdbctls.connect;

import io.github.jdbctls.SourceKind;
import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.material.ClassPathResource;
import io.github.jdbctls.material.UrlFolders;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.PasswordSource;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.settings.TlsSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds the sources that a URL names against the policy: a URL may come from somebody else than the
 * application, and must not let it read what it likes. Other places are the application's own.
 *
 * <ol>
 *   <li>Each source is of a kind that the policy allows. What a password is read from is one too; a
 *       password itself is none.
 *   <li>Each file and directory lies in a folder that the policy allows, and so does a class path
 *       resource that is a file.
 *   <li>So does every file of a directory of revocation lists that is looked at as a list.
 * </ol>
 */
final class UrlSourceCheck {
  private UrlSourceCheck() {}

  static void check(TlsSettings settings, TlsPolicy policy) throws ProblemException {
    List<Setting<Source>> sources = ofUrl(settings);
    for (Setting<Source> source : sources) {
      checkKind(source, policy);
    }
    for (Setting<Source> source : sources) {
      checkFolder(source, policy);
    }
    Optional<Setting<Path>> directory = settings.revocation().directory();
    if (directory.isPresent() && directory.get().origin().kind() == Origin.Kind.URL) {
      checkLists(directory.get(), policy);
    }
  }

  private static List<Setting<Source>> ofUrl(TlsSettings settings) {
    List<Setting<Source>> sources = new ArrayList<>();
    addPassword(settings.rootPassword(), sources);
    addPassword(settings.keyPassword(), sources);
    add(settings.roots(), sources);
    add(settings.certificate(), sources);
    add(settings.key(), sources);
    add(settings.revocation().file(), sources);
    Optional<Setting<Path>> directory = settings.revocation().directory();
    if (directory.isPresent()) {
      Source source = new Source.File(directory.get().value());
      add(Optional.of(new Setting<>(source, directory.get().origin())), sources);
    }
    return sources;
  }

  private static void add(Optional<Setting<Source>> source, List<Setting<Source>> sources) {
    if (source.isPresent() && source.get().origin().kind() == Origin.Kind.URL) {
      sources.add(source.get());
    }
  }

  private static void addPassword(
      Optional<Setting<PasswordSource>> password, List<Setting<Source>> sources) {
    if (password.isPresent() && password.get().value().source().isPresent()) {
      Source source = password.get().value().source().get();
      add(Optional.of(new Setting<>(source, password.get().origin())), sources);
    }
  }

  private static void checkKind(Setting<Source> source, TlsPolicy policy) throws ProblemException {
    SourceKind kind = source.value().kind();
    if (policy.urlSources().contains(kind)) {
      return;
    }
    String allowed =
        policy.urlSources().isEmpty()
            ? "no source"
            : "no source but "
                + Arrays.stream(SourceKind.values())
                    .filter(policy.urlSources()::contains)
                    .map(SourceKind::text)
                    .collect(Collectors.joining(", "));
    throw PolicyCheck.forbidden(
        source.origin().describe()
            + " names a source of the kind "
            + kind.text()
            + ", and a URL may name "
            + allowed
            + " under "
            + policy.origin(),
        "Name it in the properties or by a setter");
  }

  private static void checkFolder(Setting<Source> source, TlsPolicy policy)
      throws ProblemException {
    if (policy.urlFolders().isEmpty()) {
      return;
    }
    Optional<Path> path =
        source.value() instanceof Source.Resource resource
            ? ClassPathResource.file(source.origin(), resource)
            : source.value() instanceof Source.File file
                ? Optional.of(file.path())
                : Optional.empty();
    if (path.isPresent() && !new UrlFolders(policy.urlFolders()).contain(path.get())) {
      throw outside(source.origin().describe() + " names a path", policy);
    }
  }

  private static void checkLists(Setting<Path> directory, TlsPolicy policy)
      throws ProblemException {
    if (policy.urlFolders().isEmpty()) {
      return;
    }
    Optional<Path> outside = new UrlFolders(policy.urlFolders()).listOutside(directory);
    if (outside.isPresent()) {
      throw outside(
          directory.origin().describe() + " names a directory in which " + outside.get() + " leads",
          policy);
    }
  }

  private static ProblemException outside(String what, TlsPolicy policy) {
    return PolicyCheck.forbidden(
        what + " outside the folders that a URL may name under " + policy.origin(),
        "Name a path in "
            + policy.urlFolders().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator))
            + " without \"..\" and links that lead out of it, or name it in the properties or by a"
            + " setter");
  }
}
