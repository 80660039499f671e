package io.github.jdbctls.connect;

import io.github.jdbctls.TlsPolicy;
import io.github.jdbctls.failure.ProblemException;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The requests of late: a pool that opens connection after connection has its words read once.
 *
 * <ol>
 *   <li>A request serves again only where {@link Asked everything that it was read from} is the
 *       same, libpq's default files included.
 *   <li>What was refused is never kept, so it is refused, in full, each time.
 *   <li>What the dialect says of it is asked each time ({@link Request#check}).
 *   <li>It is kept like garbage, by a weak reference: with it go its passwords, when a collection
 *       reaches it; nothing else holds it longer than its connect lasts.
 * </ol>
 *
 * <p>Each has one place of {@value #PLACES}, and loses it to the next one there. Thread-safe.
 */
final class Requests {
  private record Kept(Asked asked, Request request) {}

  private static final int PLACES = 64;
  private static final Requests SHARED = new Requests();

  private final AtomicReferenceArray<@Nullable WeakReference<Kept>> places =
      new AtomicReferenceArray<>(PLACES);

  /** Returns the requests of this JVM. */
  static Requests shared() {
    return SHARED;
  }

  /**
   * Reads a request, or finds it.
   *
   * @throws ProblemException as {@link Request#read}
   */
  Request read(String url, @Nullable Properties info, TlsPolicy policy) throws ProblemException {
    Asked asked = Asked.now(url, info, policy);
    if (asked == null) {
      return Request.read(url, info, policy);
    }
    int place = Math.floorMod(asked.hashCode(), PLACES);
    WeakReference<Kept> reference = places.get(place);
    Kept kept = reference == null ? null : reference.get();
    if (kept != null
        && kept.asked().equals(asked)
        && kept.request().connect().defaultFiles().stillHold()) {
      kept.request().check();
      return kept.request();
    }
    // Of a copy: what another thread changes meanwhile must not be taken for what was asked.
    Properties properties = asked.properties();
    Request request = Request.read(url, properties, policy);
    if (Objects.equals(Asked.now(url, properties, policy), asked)) {
      places.set(place, new WeakReference<>(new Kept(asked, request)));
    }
    return request;
  }

  /** Forgets all of them. */
  void clear() {
    for (int place = 0; place < PLACES; place++) {
      places.set(place, null);
    }
  }
}
