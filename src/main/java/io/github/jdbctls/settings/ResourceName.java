package io.github.jdbctls.settings;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.failure.ProblemException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Reads the name of a class path resource, behind {@code classpath:}.
 *
 * <ol>
 *   <li>One slash before it is ignored: names are absolute anyway.
 *   <li>It is no URL and no part of one that means more than a name. Class loaders resolve names
 *       against the URLs of their entries, so that {@code file:/...}, {@code http://...} or {@code
 *       //host/...} would lead out of the class path: no {@code :}, {@code \}, {@code ?}, {@code
 *       #}, {@code %}, {@code !/} and no control character.
 *   <li>No part of it is empty, {@code .} or {@code ..}.
 *   <li>It is no longer than a path, and no key.
 * </ol>
 *
 * <p>No message repeats the value.
 */
final class ResourceName {
  private static final int LONGEST = 4096;
  private static final Pattern BEYOND_NAMES = Pattern.compile("[:\\\\?#%\\p{Cntrl}]|!/");

  private ResourceName() {}

  static String read(Origin origin, String text) throws ProblemException {
    String name = text.startsWith("/") ? text.substring(1) : text;
    if (name.length() > LONGEST
        || BEYOND_NAMES.matcher(name).find()
        || name.chars().anyMatch(Character::isISOControl)
        || Arrays.stream(name.split("/", -1)).anyMatch(ResourceName::isNoPart)
        || Shown.isInline(name)) {
      throw Problem.of(
              TlsFailure.INVALID_VALUE,
              origin.describe() + " is not the name of a class path resource")
          .withRemedy(
              "Write classpath: and the whole name, such as classpath:tls/root.crt, without any of"
                  + " : \\ ? # % // and \"..\".")
          .exception();
    }
    return name;
  }

  private static boolean isNoPart(String part) {
    return part.isEmpty() || part.equals(".") || part.equals("..");
  }
}
