package io.github.jdbctls.it.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.LibpqDefaults;
import io.github.jdbctls.logging.LoggedWarnings;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pools under load while certificates, keys, roots and lists are rotated in every manner: no
 * attempt fails that should succeed, none succeeds that should fail, and each that begins after a
 * rotation uses the new material, by the server's view.
 *
 * <p>{@value #ROTATIONS} says how many rotations, by default one of each; {@value #SEED} with which
 * random numbers.
 */
class RotationSoakIT {
  private static final String ROTATIONS = "it.rotations";
  private static final String SEED = "it.rotation.seed";
  private static final long DEFAULT_SEED = 20261123;

  private static final Logger LOGGER = Logger.getLogger("io.github.jdbctls");

  @TempDir private Path folder;

  private final Material material = new Material();
  private final Map<String, Integer> rotated = new TreeMap<>();
  private final Set<Card.Kind> kinds = EnumSet.noneOf(Card.Kind.class);

  /** Starts a server. */
  private interface Start {
    SoakServer with(TestCertificate certificate, TestCertificate clientAuthority)
        throws IOException, SQLException;
  }

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

  @Test
  void rotatesUnderPoolsOfPostgresql() throws Exception {
    soak("PostgreSQL", SoakPostgres::start, false);
  }

  @Test
  void rotatesUnderPoolsOfMariadb() throws Exception {
    Verdicts verdicts = soak("MariaDB", SoakMariadb::start, true);

    assertThat(verdicts.resumed())
        .as("sessions resumed, or nothing shows that none is")
        .isPositive();
  }

  private Verdicts soak(String name, Start start, boolean otherForms) throws Exception {
    long seed = Long.getLong(SEED, DEFAULT_SEED);
    Random random = new Random(seed);
    Forms forms = Forms.drawn(random, otherForms);
    Deque<Card> cards = new ArrayDeque<>(Card.deck(random, forms));
    int rotations = Integer.getInteger(ROTATIONS, cards.size());
    while (cards.size() < rotations) {
      cards.addAll(Card.deck(random, forms));
    }
    System.out.println(
        "rotation soak of %s: -D%s=%d -D%s=%d".formatted(name, ROTATIONS, rotations, SEED, seed));
    TestCertificate certificate = material.newServer(material.newRoot());
    TestCertificate client = material.newClient();
    Volume trust =
        Volume.of(
            folder.resolve("trust"),
            Material.trust(
                certificate.root(),
                List.of(certificate.root(), material.clientAuthority()),
                forms.lists()));
    Volume identity =
        Volume.of(
            folder.resolve("identity"), forms.identity().files(client, Clients.FIRST_PASSWORD));
    Timeline timeline = new Timeline(new World(certificate, client));
    String parameters = forms.parameters(trust.folder(), identity.folder());
    long began = System.nanoTime();
    try (SoakServer server = start.with(certificate, material.clientAuthority());
        LoggedWarnings warnings = LoggedWarnings.keep();
        Load load =
            Load.ofPools(
                timeline, patience -> Probe.of(server, parameters, patience, timeline, folder))) {
      Rotator rotator =
          new Rotator(
              server,
              material,
              timeline,
              random,
              new FileSet(trust, timeline, random, warnings, World::trustTorn),
              forms.lists(),
              new Clients(
                  server,
                  material,
                  timeline,
                  load,
                  new FileSet(identity, timeline, random, warnings, World::identityTorn),
                  forms.identity(),
                  random));
      load.start();
      for (int i = 0; i < rotations; i++) {
        Card card = cards.pop();
        rotator.rotate(card);
        rotated.merge(forms.label(card.kind()), 1, Integer::sum);
        kinds.add(card.kind());
      }
    } finally {
      System.out.printf(
          "%s in %.1f s: %s%n", rotated, (System.nanoTime() - began) / 1e9, timeline.verdicts());
    }
    assertDecided(timeline.verdicts(), forms);
    return timeline.verdicts();
  }

  /** A soak in which nothing could go wrong would show nothing. */
  private void assertDecided(Verdicts verdicts, Forms forms) {
    assertThat(verdicts.violations()).isEmpty();
    assertThat(verdicts.decided())
        .as("attempts that had to succeed, or had to fail")
        .isGreaterThan((verdicts.open() + verdicts.refused()) / 2);
    if (kinds.containsAll(forms.kinds())) {
      assertThat(verdicts.refused(TlsFailure.UNTRUSTED_CHAIN)).isPositive();
      assertThat(verdicts.refused(TlsFailure.CERTIFICATE_REVOKED)).isPositive();
      assertThat(verdicts.refused(TlsFailure.REVOCATION_LIST_EXPIRED)).isPositive();
      assertThat(verdicts.refused(TlsFailure.CLIENT_CERTIFICATE_REFUSED)).isPositive();
      if (forms.lists() == ListsForm.DIRECTORY) {
        assertThat(verdicts.refused(TlsFailure.REVOCATION_LIST_MISSING)).isPositive();
      }
      assertThat(verdicts.fileErrors()).isPositive();
    }
  }
}
