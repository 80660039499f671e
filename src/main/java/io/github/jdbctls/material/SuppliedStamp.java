package io.github.jdbctls.material;

import io.github.jdbctls.TlsMaterial;
import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a source in memory had handed out: the object, and a digest of its content, so that the same
 * content in another object is no change. Holds no content. Immutable.
 */
public final class SuppliedStamp implements Stamp {
  private static final String ALGORITHM = "SHA-256";

  private final String name;
  private final WeakReference<@Nullable TlsMaterial> material;
  private final byte[] digest;

  SuppliedStamp(String name, TlsMaterial material) {
    this.name = name;
    this.material = new WeakReference<>(material);
    this.digest = digest(material);
  }

  @Override
  public String describe() {
    return "supplied:" + name;
  }

  /** Other content, none, or a source that fails: reading it says which. */
  @Override
  public boolean isStale() {
    TlsMaterial current =
        MaterialSources.shared().find(name).map(SuppliedContent::ask).orElse(null);
    return current == null
        || (current != material.get() && !MessageDigest.isEqual(digest, digest(current)));
  }

  @Override
  public boolean isYoung(Instant read) {
    return false;
  }

  private static byte[] digest(TlsMaterial material) {
    byte[] content = material.content();
    try {
      return MessageDigest.getInstance(ALGORITHM).digest(content);
    } catch (GeneralSecurityException e) {
      // Every Java platform has it.
      throw new IllegalStateException(ALGORITHM, e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
