package io.github.jdbctls.pki;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Keys that take long to make, kept in the build's folder from one JVM to the next. Within a JVM no
 * key is handed out twice. Thread-safe.
 */
final class StoredKeys {
  private static final Path BUILD = Path.of("target");
  private static final ConcurrentMap<String, StoredKeys> KINDS = new ConcurrentHashMap<>();

  private final String algorithm;
  private final Path folder;
  private final AtomicInteger next = new AtomicInteger();

  private StoredKeys(String name, String algorithm) {
    this.algorithm = algorithm;
    this.folder = BUILD.resolve("test-keys").resolve(name);
  }

  /** The keys of one kind, for this algorithm of {@link KeyFactory}. */
  static StoredKeys of(String name, String algorithm) {
    return KINDS.computeIfAbsent(name, n -> new StoredKeys(n, algorithm));
  }

  /** The next one; made, and kept, if there is none that this JVM has not had. */
  KeyPair next(Supplier<KeyPair> maker) {
    if (!Files.isDirectory(BUILD)) {
      return maker.get();
    }
    int number = next.getAndIncrement();
    Path privateFile = folder.resolve(number + ".key");
    Path publicFile = folder.resolve(number + ".pub");
    try {
      // Written last, so that the other one is there.
      if (Files.exists(privateFile)) {
        return read(privateFile, publicFile);
      }
      KeyPair made = maker.get();
      Files.createDirectories(folder);
      Path unfinished = Files.createTempFile(folder, "unfinished", null);
      Files.write(unfinished, made.getPrivate().getEncoded());
      keep(made, unfinished, privateFile, publicFile);
      return made;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("A stored key cannot be used; delete " + folder, e);
    }
  }

  /** Unless another JVM was faster: then this key is this JVM's alone. */
  private static void keep(KeyPair made, Path unfinished, Path privateFile, Path publicFile)
      throws IOException {
    try {
      Files.write(Files.createFile(publicFile), made.getPublic().getEncoded());
      Files.move(unfinished, privateFile);
    } catch (FileAlreadyExistsException e) {
      Files.delete(unfinished);
    }
  }

  private KeyPair read(Path privateFile, Path publicFile)
      throws IOException, GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance(algorithm);
    return new KeyPair(
        keys.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(publicFile))),
        keys.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(privateFile))));
  }
}
