package io.github.jdbctls.it.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.TlsFailure;
import io.github.jdbctls.it.revocation.ListShape.Subject;
import io.github.jdbctls.material.RevocationListReader;
import io.github.jdbctls.material.TrustMaterialReader;
import io.github.jdbctls.pki.TestCertificate;
import io.github.jdbctls.pki.TestCertificateBuilder;
import io.github.jdbctls.pki.TestCrl;
import io.github.jdbctls.settings.Origin;
import io.github.jdbctls.settings.RevocationSources;
import io.github.jdbctls.settings.Setting;
import io.github.jdbctls.settings.Source;
import io.github.jdbctls.trust.ChainVerifier;
import io.github.jdbctls.trust.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shape of lists at every place of a chain, judged by us and by OpenSSL from the same files:
 * we are never laxer, and stricter only where {@link Deviation} says so.
 */
class RevocationOracleIT {
  /** Whose status the lists tell. */
  enum Place {
    /** A server's, issued by an intermediate. */
    LEAF,
    /** An intermediate's; the root's list is about itself too. */
    INTERMEDIATE,
    /** A server's, issued by the root. */
    LEAF_BELOW_THE_ROOT,
    /** A server's, whose issuer has the root's name and another key. */
    LEAF_BELOW_A_NAMESAKE_OF_THE_ROOT,
    /** A self-signed server's. */
    SELF_SIGNED_LEAF
  }

  record Cell(ListShape shape, Place place) {
    @Override
    public String toString() {
      return shape + " for the " + place + shape.deviation().map(d -> " (" + d + ")").orElse("");
    }
  }

  /** OpenSSL's search ends without a path here, whatever the lists say. */
  private static final Cell NOT_FOUND_BY_OPENSSL =
      new Cell(ListShape.ISSUER_WITHOUT_KEY_IDENTIFIER, Place.LEAF_BELOW_A_NAMESAKE_OF_THE_ROOT);

  /** The root's own list, which is a full one, serves there too. */
  private static final Cell WITH_A_FULL_LIST_BESIDES =
      new Cell(ListShape.DELTA, Place.LEAF_BELOW_A_NAMESAKE_OF_THE_ROOT);

  @TempDir private Path folder;

  @BeforeAll
  static void require() throws InterruptedException {
    OpensslVerify.require();
  }

  static List<Cell> cells() {
    return Stream.of(ListShape.values())
        .flatMap(shape -> Stream.of(Place.values()).map(place -> new Cell(shape, place)))
        .filter(cell -> !NOT_FOUND_BY_OPENSSL.equals(cell))
        .toList();
  }

  /**
   * A chain and the lists for it.
   *
   * @param good the lists of the issuers that are not in question
   */
  private record World(TestCertificate leaf, Subject inQuestion, List<TestCrl> good) {}

  private static World world(Cell cell) {
    ListShape shape = cell.shape();
    TestCertificateBuilder root = TestCertificate.authority("root");
    TestCertificateBuilder ca = TestCertificate.authority("ca");
    TestCertificateBuilder leaf = TestCertificate.leaf("db").dnsName("db.example.com");
    switch (cell.place()) {
      case SELF_SIGNED_LEAF -> {
        shape.shape(leaf);
        TestCertificate alone = leaf.selfSigned();
        return new World(alone, new Subject(alone, alone), List.of());
      }
      case LEAF_BELOW_THE_ROOT -> {
        shape.shapeIssuer(root);
        shape.shape(leaf);
        TestCertificate issued = leaf.issuedBy(root.selfSigned());
        return new World(issued, new Subject(issued, issued.root()), List.of());
      }
      case INTERMEDIATE -> {
        shape.shapeIssuer(root);
        shape.shape(ca);
        TestCertificate issuer = ca.issuedBy(root.selfSigned());
        return new World(
            leaf.issuedBy(issuer), new Subject(issuer, issuer.root()), List.of(TestCrl.of(issuer)));
      }
      case LEAF_BELOW_A_NAMESAKE_OF_THE_ROOT -> {
        TestCertificateBuilder namesake = TestCertificate.authority("root");
        shape.shapeIssuer(namesake);
        shape.shape(leaf);
        TestCertificate issuer = namesake.issuedBy(root.selfSigned());
        TestCertificate issued = leaf.issuedBy(issuer);
        return new World(issued, new Subject(issued, issuer), List.of(beforeOthers(issuer.root())));
      }
      case LEAF -> {
        shape.shapeIssuer(ca);
        shape.shape(leaf);
        TestCertificate issuer = ca.issuedBy(root.selfSigned());
        TestCertificate issued = leaf.issuedBy(issuer);
        return new World(issued, new Subject(issued, issuer), List.of(TestCrl.of(issuer.root())));
      }
    }
    throw new IllegalArgumentException(cell.toString());
  }

  /** Not of the same moment as another list of the name, so that there is one that is newer. */
  private static TestCrl beforeOthers(TestCertificate issuer) {
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    return TestCrl.of(issuer).valid(hourAgo, hourAgo.plus(Duration.ofDays(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void isNeverLaxerThanOpenssl(Cell cell) throws Exception {
    World world = world(cell);
    String lists =
        Stream.concat(world.good().stream(), cell.shape().lists(world.inQuestion()).stream())
            .map(TestCrl::pem)
            .collect(Collectors.joining());
    TestCertificate root = world.leaf().root();

    OpensslVerify.Answer openssl =
        OpensslVerify.verify(
            Files.writeString(folder.resolve("store.pem"), root.pem() + lists),
            world.leaf().writeChain(folder.resolve("chain.pem")),
            Files.writeString(folder.resolve("leaf.pem"), world.leaf().pem()));
    Verdict ours =
        lists.isEmpty()
            ? Verdict.refused(TlsFailure.REVOCATION_LIST_MISSING, "no list at all")
            : verify(world, root, lists);

    boolean accepted = ours instanceof Verdict.Accepted;
    String both = openssl.output() + "\n" + ours;
    if (!openssl.accepted()) {
      assertThat(accepted).as("laxer: " + both).isFalse();
    } else {
      assertThat(accepted)
          .as(both)
          .isEqualTo(cell.shape().deviation().isEmpty() || cell.equals(WITH_A_FULL_LIST_BESIDES));
    }
  }

  private Verdict verify(World world, TestCertificate root, String lists) throws Exception {
    Origin origin = new Origin(Origin.Kind.URL, "test");
    Setting<Source> roots =
        new Setting<>(
            new Source.File(Files.writeString(folder.resolve("root.pem"), root.pem())), origin);
    Setting<Source> file =
        new Setting<>(
            new Source.File(Files.writeString(folder.resolve("lists.pem"), lists)), origin);
    return new ChainVerifier(
            TrustMaterialReader.read(roots, Optional.empty()),
            RevocationListReader.read(new RevocationSources(Optional.of(file), Optional.empty())),
            Clock.systemUTC())
        .verify(world.leaf().chain(), "ECDHE_ECDSA", null);
  }
}
