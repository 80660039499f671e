package io.github.jdbctls.it.rotation;

import static io.github.jdbctls.it.rotation.Material.LISTS;
import static io.github.jdbctls.it.rotation.Material.ROOTS;

import io.github.jdbctls.it.rotation.Card.Dwell;
import io.github.jdbctls.it.rotation.FileSet.Interlude;
import io.github.jdbctls.pki.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Rotates what a card says, and has clients seen in each state on the way. */
final class Rotator {
  private static final int DECIDED = 3;
  private static final OptionalLong LONG = OptionalLong.empty();

  private final SoakServer server;
  private final Material material;
  private final Timeline timeline;
  private final Load load;
  private final Random random;
  private final FileSet trust;
  private final FileSet identity;

  /** Authorities whose lists there are: the last is that of the server. */
  private List<TestCertificate> listed;

  Rotator(
      SoakServer server,
      Material material,
      Timeline timeline,
      Load load,
      Random random,
      FileSet trust,
      FileSet identity) {
    this.server = server;
    this.material = material;
    this.timeline = timeline;
    this.load = load;
    this.random = random;
    this.trust = trust;
    this.identity = identity;
    this.listed = List.of(timeline.world().server().root());
  }

  void rotate(Card card) throws Exception {
    switch (card.kind()) {
      case SERVER -> present(newServer());
      case CLIENT -> client(card, Interlude.NONE);
      case ROOTS -> roots(card);
      case LISTS -> lists(card);
      case EXPIRY -> expiry(card);
      case LISTS_WHILE_IDENTITY_IS_TORN -> client(card, () -> revoke(atOnce(card)));
      case CLIENT_WHILE_TRUST_IS_TORN ->
          renewLists(card, Set.of(), () -> client(atOnce(card), Interlude.NONE));
    }
  }

  private static Card atOnce(Card card) {
    return new Card(card.kind(), Manner.RENAME, Dwell.BRIEF);
  }

  private TestCertificate newServer() {
    return material.newServer(root());
  }

  private TestCertificate root() {
    return listed.get(listed.size() - 1);
  }

  private void present(TestCertificate certificate) throws Exception {
    timeline.change(
        "the server's certificate",
        () -> server.present(certificate),
        timeline.world().server(certificate));
    timeline.awaitDecided(DECIDED);
  }

  /** What the server is told must not turn away a client which has not seen its new certificate. */
  private void client(Card card, Interlude meantime) throws Exception {
    TestCertificate client = material.newClient();
    if (card.manner() == Manner.TWICE) {
      TestCertificate first = material.newClient();
      server.acceptAny();
      identity.changeTwice(
          card,
          Material.identity(first),
          world -> world.client(first),
          Material.identity(client),
          world -> world.client(client));
    } else {
      identity.change(
          card,
          Material.identity(client),
          world -> world.client(client),
          () -> {
            meantime.run();
            server.acceptAny();
          });
    }
    load.evict();
    timeline.drain();
    server.acceptOnly(client);
    timeline.awaitDecided(DECIDED);
  }

  private void roots(Card card) throws Exception {
    TestCertificate old = root();
    TestCertificate next = material.newRoot();
    boolean lingersFirst = random.nextBoolean();
    List<TestCertificate> both = new ArrayList<>(List.of(old, next));
    Collections.shuffle(both, random);
    listed = List.of(old, next);
    Map<String, String> contents = new TreeMap<>(lists(timeline.world().revoked()));
    contents.put(ROOTS, Material.roots(both));
    trust.change(
        lingersFirst ? card : shortened(card),
        contents,
        world -> world.trust(Set.of(old, next), world.revoked(), LONG),
        Interlude.NONE);
    boolean serverIsLate = random.nextBoolean();
    if (!serverIsLate) {
      present(newServer());
    }
    contents.put(ROOTS, Material.roots(List.of(next)));
    contents.putAll(lists(timeline.world().revoked()));
    if (random.nextBoolean()) {
      contents.remove(LISTS);
    }
    trust.change(
        lingersFirst ? shortened(card) : card,
        contents,
        world -> world.trust(Set.of(next), world.revoked(), LONG),
        Interlude.NONE);
    if (!serverIsLate && random.nextBoolean()) {
      present(material.newServer(old));
    }
    if (!timeline.world().server().root().equals(next)) {
      present(newServer());
    }
  }

  private static Card shortened(Card card) {
    Dwell dwell = card.dwell() == Dwell.BEYOND ? Dwell.BRIEF : card.dwell();
    return new Card(card.kind(), card.manner(), dwell);
  }

  private Map<String, String> lists(Set<TestCertificate> revoked) {
    return Map.of(LISTS, Material.lists(listed, revoked, Instant.now().plus(Material.VALID)));
  }

  private void renewLists(Card card, Set<TestCertificate> revoked, Interlude meantime)
      throws Exception {
    trust.change(
        card, lists(revoked), world -> world.trust(world.roots(), revoked, LONG), meantime);
  }

  private void lists(Card card) throws Exception {
    TestCertificate current = timeline.world().server();
    switch (random.nextInt(3)) {
      case 0 -> {
        TestCertificate next = newServer();
        renewLists(card, Set.of(next), Interlude.NONE);
        present(next);
        present(current);
      }
      case 1 -> {
        revoke(card);
        present(current);
        present(newServer());
      }
      default -> {
        renewLists(card, Set.of(current), Interlude.NONE);
        renewLists(atOnce(card), Set.of(), Interlude.NONE);
      }
    }
  }

  /** Revokes the server's certificate, and then gives it another. */
  private void revoke(Card card) throws Exception {
    renewLists(card, Set.of(timeline.world().server()), Interlude.NONE);
    present(newServer());
  }

  private void expiry(Card card) throws Exception {
    Instant until = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
    OptionalLong expiry =
        OptionalLong.of(System.nanoTime() + Duration.between(Instant.now(), until).toNanos());
    trust.change(
        atOnce(card),
        Map.of(LISTS, Material.lists(listed, Set.of(), until)),
        world -> world.trust(world.roots(), Set.of(), expiry),
        Interlude.NONE);
    Interlude untilExpired =
        () -> {
          long wait = expiry.getAsLong() + 2 * Torn.SLACK - System.nanoTime();
          Thread.sleep(Math.max(0, Duration.ofNanos(wait).toMillis()));
          timeline.change("time passes", () -> {}, timeline.world());
          timeline.awaitDecided(DECIDED);
        };
    if (random.nextBoolean()) {
      untilExpired.run();
      renewLists(atOnce(card), Set.of(), Interlude.NONE);
    } else {
      renewLists(card, Set.of(), untilExpired);
    }
  }
}
