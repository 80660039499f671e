package io.github.jdbctls.it.rotation;

import static io.github.jdbctls.it.rotation.Material.ROOTS;

import io.github.jdbctls.it.rotation.Card.Dwell;
import io.github.jdbctls.it.rotation.FileSet.Interlude;
import io.github.jdbctls.pki.TestCertificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Rotates what a card says, and has clients seen in each state on the way. */
final class Rotator {
  private static final int DECIDED = 3;

  private final SoakServer server;
  private final Material material;
  private final Timeline timeline;
  private final Random random;
  private final FileSet trust;
  private final ListsForm form;
  private final Clients clients;

  /** Authorities whose lists there are: the last is that of the server. */
  private List<TestCertificate> listed;

  Rotator(
      SoakServer server,
      Material material,
      Timeline timeline,
      Random random,
      FileSet trust,
      ListsForm form,
      Clients clients) {
    this.server = server;
    this.material = material;
    this.timeline = timeline;
    this.random = random;
    this.trust = trust;
    this.form = form;
    this.clients = clients;
    this.listed = List.of(timeline.world().server().root());
  }

  void rotate(Card card) throws Exception {
    switch (card.kind()) {
      case SERVER -> present(newServer());
      case CLIENT -> clients.rotate(card, Interlude.NONE);
      case ROOTS -> roots(card);
      case LISTS -> lists(card);
      case ENTRIES -> entries(card);
      case LAST_ENTRY -> lastEntry(card);
      case NAME_OF_ENTRY -> nameOfEntry();
      case EXPIRY -> expiry(card);
      case CLIENT_EXPIRY -> clients.expire(card);
      case CLIENT_EXPIRY_WHILE_TORN -> clients.expireWhileTorn(card);
      case LISTS_WHILE_IDENTITY_IS_TORN -> clients.rotate(card, () -> revoke(card.atOnce()));
      case CLIENT_WHILE_TRUST_IS_TORN ->
          renewLists(card, Set.of(), () -> clients.rotate(card.atOnce(), Interlude.NONE));
    }
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
        world -> world.trust(Set.of(old, next), world.revoked(), Material.longLived()),
        Interlude.NONE);
    boolean serverIsLate = random.nextBoolean();
    if (!serverIsLate) {
      present(newServer());
    }
    contents.put(ROOTS, Material.roots(List.of(next)));
    contents.putAll(lists(timeline.world().revoked()));
    if (random.nextBoolean()) {
      contents.keySet().retainAll(Set.of(ROOTS));
    }
    trust.change(
        lingersFirst ? shortened(card) : card,
        contents,
        world -> world.trust(Set.of(next), world.revoked(), Material.longLived()),
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
    return form.files(listed, revoked, Material.longLived());
  }

  private void renewLists(Card card, Set<TestCertificate> revoked, Interlude meantime)
      throws Exception {
    trust.change(
        card,
        lists(revoked),
        world -> world.trust(world.roots(), revoked, Material.longLived()),
        meantime);
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
        renewLists(card.atOnce(), Set.of(), Interlude.NONE);
      }
    }
  }

  /** Revokes the server's certificate, and then gives it another. */
  private void revoke(Card card) throws Exception {
    renewLists(card, Set.of(timeline.world().server()), Interlude.NONE);
    present(newServer());
  }

  /** Those of authorities that are gone go; that of the server's goes, comes, and is replaced. */
  private void entries(Card card) throws Exception {
    removeFormer();
    trust.remove(ListsForm.entry(root()));
    renewLists(card.atOnce(), Set.of(timeline.world().server()), Interlude.NONE);
    renewLists(new Card(card.kind(), Manner.IN_PLACE, Dwell.BRIEF), Set.of(), Interlude.NONE);
  }

  private void removeFormer() throws Exception {
    for (TestCertificate gone : listed.subList(0, listed.size() - 1)) {
      trust.remove(ListsForm.entry(gone));
    }
    listed = List.of(root());
  }

  /** With no list a directory cannot be read; the clients' authority's is there otherwise. */
  private void lastEntry(Card card) throws Exception {
    TestCertificate other = material.clientAuthority();
    removeFormer();
    trust.remove(ListsForm.entry(other));
    renewLists(card, Set.of(), Interlude.NONE);
    trust.change(
        card.atOnce(),
        form.files(List.of(other), Set.of(), Material.longLived()),
        world -> world,
        Interlude.NONE);
  }

  /** Of two lists the later decides, or both if they are of one second. */
  private void nameOfEntry() throws Exception {
    String entry = ListsForm.entry(root());
    String other = ListsForm.otherEntry(root());
    Set<TestCertificate> revoked = Set.of(timeline.world().server());
    supersede(entry, other, revoked, true);
    supersede(other, entry, Set.of(), false);
  }

  private void supersede(String old, String entry, Set<TestCertificate> revoked, boolean lingers)
      throws Exception {
    Expiry expiry = Material.longLived();
    trust.supersede(
        old,
        entry,
        Material.list(root(), revoked, expiry.until()),
        world -> world.trust(world.roots(), revoked, expiry),
        lingers);
  }

  private void expiry(Card card) throws Exception {
    Expiry expiry = Expiry.inSeconds(2);
    trust.change(
        card.atOnce(),
        form.files(listed, Set.of(), expiry),
        world -> world.trust(world.roots(), Set.of(), expiry),
        Interlude.NONE);
    if (random.nextBoolean()) {
      expiry.passes(timeline).run();
      renewLists(card.atOnce(), Set.of(), Interlude.NONE);
    } else {
      renewLists(card, Set.of(), expiry.passes(timeline));
    }
  }
}
