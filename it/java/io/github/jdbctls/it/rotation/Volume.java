package io.github.jdbctls.it.rotation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with the files of one set, which only their owner may read. Not thread-safe. */
final class Volume {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final String DATA = "..data";

  private final Path folder;
  private final Map<String, String> contents = new TreeMap<>();
  private int number;

  private Volume(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Makes the folder, and the files in it. */
  static Volume of(Path folder, Map<String, String> contents) throws IOException {
    Volume volume = new Volume(folder);
    for (Map.Entry<String, String> file : contents.entrySet()) {
      volume.write(file.getKey(), file.getValue());
    }
    volume.remember(contents);
    return volume;
  }

  Path folder() {
    return folder;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** The names of the files as they are when they can be read. */
  Set<String> names() {
    return Set.copyOf(contents.keySet());
  }

  /** Deletes a file for good. */
  void remove(String name) throws IOException {
    delete(name);
    contents.remove(name);
  }

  /** Notes what files hold now that a change has been made. */
  void remember(Map<String, String> next) {
    contents.putAll(next);
  }

  /** Writes a file beside, and renames it. */
  void rename(String name, String text) throws IOException {
    Path next = folder.resolve(name + ".next");
    write(next, text);
    Files.move(next, path(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Empties the file, through a link if it is one, or makes it; and writes. */
  void write(String name, String text) throws IOException {
    write(path(name), text);
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.write(
          file, bytes(text), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (NoSuchFileException e) {
      Files.createFile(file, PRIVATE);
      Files.write(file, bytes(text), StandardOpenOption.WRITE);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  void append(String name, String text) throws IOException {
    Files.write(path(name), bytes(text), StandardOpenOption.APPEND);
  }

  /** Gives the file, or the link, the name of a backup. */
  void putAside(String name) throws IOException {
    if (exists(name)) {
      Files.move(path(name), backup(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private boolean exists(String name) {
    return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
  }

  void deleteBackup(String name) throws IOException {
    Files.deleteIfExists(backup(name));
  }

  private Path backup(String name) {
    return folder.resolve(name + "~");
  }

  void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  /** Whether all files are links into the folder that {@code ..data} links to. */
  boolean isLinked() {
    return contents.keySet().stream().allMatch(name -> Files.isSymbolicLink(path(name)));
  }

  /** Makes such links, of the contents as they are. */
  void link() throws IOException {
    swap(contents);
  }

  private void linkTo(Set<String> names) throws IOException {
    for (String name : names) {
      if (!Files.isSymbolicLink(path(name))) {
        Path link = folder.resolve(name + ".link");
        Files.createSymbolicLink(link, Path.of(DATA, name));
        Files.move(link, path(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** Writes all files into a new folder, and lets {@code ..data} link to it. */
  void swap(Map<String, String> next) throws IOException {
    number++;
    Path target = Files.createDirectory(folder.resolve("..generation" + number));
    Map<String, String> all = new TreeMap<>(contents);
    all.putAll(next);
    for (Map.Entry<String, String> file : all.entrySet()) {
      write(target.resolve(file.getKey()), file.getValue());
    }
    Path data = folder.resolve(DATA);
    Path before = Files.exists(data) ? data.toRealPath() : null;
    Path link = folder.resolve("..data_tmp");
    Files.createSymbolicLink(link, target.getFileName());
    Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
    linkTo(all.keySet());
    if (before != null) {
      delete(before);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
