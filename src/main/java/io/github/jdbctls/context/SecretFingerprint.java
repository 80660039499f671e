package io.github.jdbctls.context;

import io.github.jdbctls.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells secrets apart without keeping them: HMAC-SHA-256 (RFC 2104) with a random key which this
 * JVM alone has, so that nobody who sees a fingerprint can try passwords against it.
 */
final class SecretFingerprint {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final SecretKeySpec KEY = newKey();

  private SecretFingerprint() {}

  /** The fingerprint: the same for the same content, and for no other. */
  static String of(Secret secret) {
    byte[] content = secret.reveal().getBytes(StandardCharsets.UTF_16BE);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(KEY);
      return HexFormat.of().formatHex(mac.doFinal(content));
    } catch (GeneralSecurityException e) {
      // Every Java platform has it.
      throw new IllegalStateException(ALGORITHM, e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static SecretKeySpec newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    try {
      return new SecretKeySpec(key, ALGORITHM);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
