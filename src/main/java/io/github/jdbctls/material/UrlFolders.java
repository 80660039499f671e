package io.github.jdbctls.material;

import io.github.jdbctls.failure.ProblemException;
import io.github.jdbctls.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folders in which what a URL names must lie.
 *
 * <p>A path lies within, if all of this is so. What is decided says nothing about the existence of
 * a file elsewhere: no path that is written to lead elsewhere is looked up.
 *
 * <ol>
 *   <li>It has no {@code ..}.
 *   <li>It begins with a folder, as the folder is written or where its own links lead.
 *   <li>After all symbolic links it begins with a folder after all links.
 *   <li>Of a file that does not exist, the nearest folder that exists counts, if no link with a
 *       missing target stands in between.
 * </ol>
 *
 * <p>Immutable; looks at the file system at each call.
 *
 * @param folders absolute
 */
public record UrlFolders(List<Path> folders) {
  /** Copies the list. */
  public UrlFolders {
    folders = List.copyOf(folders);
  }

  /** Whether an absolute path lies within. */
  public boolean contain(Path path) {
    for (Path name : path) {
      if (name.toString().equals("..")) {
        return false;
      }
    }
    Path written = path.normalize();
    boolean writtenWithin =
        folders.stream()
            .anyMatch(
                folder ->
                    written.startsWith(folder.normalize()) || written.startsWith(real(folder)));
    return writtenWithin && leadsWithin(written);
  }

  /**
   * Returns the first entry of a directory of revocation lists that is looked at as a list, by its
   * name, and does not lie within.
   *
   * @throws ProblemException as when the lists are read, if the directory cannot be
   */
  public Optional<Path> listOutside(Setting<Path> directory) throws ProblemException {
    Place place = Place.of(directory.origin(), directory.value());
    return new RevocationDirectory(place)
        .entries().stream().filter(entry -> !contain(entry)).findFirst();
  }

  private boolean leadsWithin(Path path) {
    Path existing = path;
    while (existing != null) {
      try {
        Path real = existing.toRealPath();
        return folders.stream().anyMatch(folder -> real.startsWith(real(folder)));
      } catch (IOException e) {
        if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
          // A link without a target, or a place into which we may not look.
          return false;
        }
        existing = existing.getParent();
      }
    }
    return false;
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      // A folder that is not there holds nothing, so that its name is as good.
      return folder.normalize();
    }
  }
}
