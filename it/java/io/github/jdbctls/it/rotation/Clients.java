package io.github.jdbctls.it.rotation;

import io.github.jdbctls.it.rotation.FileSet.Interlude;
import io.github.jdbctls.pki.TestCertificate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Rotates the client's certificate and key, and lets a certificate expire. */
final class Clients {
  static final String FIRST_PASSWORD = "first";

  private static final int DECIDED = 3;

  /** Long enough for a client to be let in before, on most days. */
  private static final int SECONDS = 3;

  private final SoakServer server;
  private final Material material;
  private final Timeline timeline;
  private final Load load;
  private final FileSet identity;
  private final IdentityForm form;
  private final Random random;
  private String password = FIRST_PASSWORD;

  Clients(
      SoakServer server,
      Material material,
      Timeline timeline,
      Load load,
      FileSet identity,
      IdentityForm form,
      Random random) {
    this.server = server;
    this.material = material;
    this.timeline = timeline;
    this.load = load;
    this.identity = identity;
    this.form = form;
    this.random = random;
  }

  /** Gives the client another certificate. */
  void rotate(Card card, Interlude meantime) throws Exception {
    rotate(card, material.newClient(), meantime);
  }

  /** In a new password, or in the old one, whose file then stays as it is. */
  private Map<String, String> files(Card card, TestCertificate client) throws Exception {
    boolean keeps = card.manner() != Manner.ONE_BY_ONE && random.nextBoolean();
    if (!keeps) {
      password = "of " + Seen.subject(client.certificate());
    }
    Map<String, String> files = new TreeMap<>(form.files(client, password));
    if (keeps) {
      files.remove(IdentityForm.PASSWORD);
    }
    return files;
  }

  /** What the server is told must not turn away a client which has not seen its new certificate. */
  private void rotate(Card card, TestCertificate client, Interlude meantime) throws Exception {
    if (card.manner() == Manner.TWICE) {
      TestCertificate first = material.newClient();
      Map<String, String> filesOfFirst = files(card, first);
      Map<String, String> files = files(card, client);
      server.acceptAny();
      identity.changeTwice(
          card, filesOfFirst, world -> world.client(first), files, world -> world.client(client));
    } else {
      identity.change(
          card,
          files(card, client),
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

  /**
   * Lets the client's certificate expire: the server refuses it as long as the file stays as it is;
   * and then it is replaced so that the file cannot be read for a while.
   */
  void expire(Card card) throws Exception {
    Expiry expiry = giveBrief(card);
    expiry.passes(timeline).run();
    rotate(card, Interlude.NONE);
  }

  /** Lets the client's certificate expire while the file cannot be read. */
  void expireWhileTorn(Card card) throws Exception {
    Expiry expiry = giveBrief(card);
    rotate(card, expiry.passes(timeline));
  }

  private Expiry giveBrief(Card card) throws Exception {
    Expiry expiry = Expiry.inSeconds(SECONDS);
    rotate(card.atOnce(), material.newClient(expiry.until()), Interlude.NONE);
    return expiry;
  }
}
