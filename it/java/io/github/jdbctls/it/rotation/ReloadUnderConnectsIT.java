package io.github.jdbctls.it.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixty-four threads that connect while the material is replaced, as Kubernetes does it: each uses
 * either the old or the new, never a mixture.
 *
 * <p>The server's authority is signed by two roots. Either of them serves, with its own list; with
 * the other's the server is refused. A certificate with the other's key lets nobody in.
 */
class ReloadUnderConnectsIT {
  private static final String SWAPS = "it.swaps";
  private static final int DEFAULT_SWAPS = 8;
  private static final int THREADS = 64;
  private static final int OTHER_ROOTS = 144;
  private static final int DECIDED = 2;
  private static final int MOST_MILLIS = 40;

  private static final Logger LOGGER = Logger.getLogger("io.github.jdbctls");

  @TempDir private Path folder;

  private final Random random = new Random(THREADS);
  private final Material material = new Material();
  private final List<TestCertificate> roots = List.of(material.newRoot(), material.newRoot());
  private final TestCertificate authority =
      TestCertificate.authority("authority").issuedBy(roots.get(0));
  private final List<TestCertificate> authorities =
      List.of(
          authority,
          TestCertificate.authority("authority")
              .keyPair(authority.keyPair())
              .issuedBy(roots.get(1)));
  private final TestCertificate server = material.newServer(authority);

  /** As many roots as a system has, so that reading them takes time. */
  private final String otherRoots =
      Material.roots(Stream.generate(material::newRoot).limit(OTHER_ROOTS).toList());

  /** Every file that cannot be read for a while is a line in the log. */
  @BeforeAll
  static void begin() {
    LibpqDefaults.assertAbsent();
    LOGGER.setUseParentHandlers(false);
  }

  @AfterAll
  static void end() {
    LOGGER.setUseParentHandlers(true);
  }

  /** The one certificate, as it is issued under one of the roots. */
  private TestCertificate serverUnder(int root) {
    return new TestCertificate(server.certificate(), server.keyPair(), authorities.get(root));
  }

  private Map<String, String> trust(int root) {
    return Map.of(
        Material.ROOTS,
        otherRoots + roots.get(root).pem() + authorities.get(root).pem(),
        Material.LISTS,
        Material.lists(
            List.of(roots.get(root), authority), Set.of(), Instant.now().plus(Material.VALID)));
  }

  /** There, back and there again, so that readings that have begun meet a change. */
  private void swapThrice(Volume volume, Map<String, String> next, Map<String, String> before)
      throws Exception {
    for (Map<String, String> contents : List.of(next, before)) {
      volume.swap(contents);
      Thread.sleep(random.nextInt(MOST_MILLIS));
    }
    volume.swap(next);
  }

  @Test
  void connectsWithTheOldOrTheNewMaterial() throws Exception {
    TestCertificate client = material.newClient();
    Volume trust = Volume.of(folder.resolve("trust"), trust(0));
    Volume identity = Volume.of(folder.resolve("identity"), Material.identity(client));
    trust.link();
    identity.link();
    Timeline timeline = new Timeline(new World(serverUnder(0), client));
    String parameters = Material.parameters(trust.folder(), identity.folder());
    try (SoakServer postgres = SoakPostgres.start(serverUnder(0), material.clientAuthority());
        Load load =
            Load.ofThreads(
                THREADS / Patience.values().length,
                timeline,
                patience -> Probe.of(postgres, parameters, patience, timeline, folder))) {
      load.start();
      for (int swap = 1; swap <= Integer.getInteger(SWAPS, DEFAULT_SWAPS); swap++) {
        int root = swap % roots.size();
        timeline.change(
            "roots and lists",
            () -> swapThrice(trust, trust(root), trust(1 - root)),
            timeline
                .world()
                .server(serverUnder(root))
                .trust(Set.of(roots.get(root)), Set.of(), Material.longLived()));
        timeline.awaitDecided(DECIDED);
        TestCertificate next = material.newClient();
        TestCertificate before = timeline.world().client();
        timeline.change(
            "certificate and key",
            () -> swapThrice(identity, Material.identity(next), Material.identity(before)),
            timeline.world().client(next));
        timeline.awaitDecided(DECIDED);
      }
    } finally {
      System.out.println("reload under connects: " + timeline.verdicts());
    }
    assertThat(timeline.verdicts().violations()).isEmpty();
  }
}
