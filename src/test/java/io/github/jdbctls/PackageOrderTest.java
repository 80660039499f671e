package io.github.jdbctls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Data flows one way; each package may use only those before it. */
class PackageOrderTest {
  private static final String ROOT = "io.github.jdbctls";

  /** In the order in which data flows. The driver itself stands at the end. */
  private static final List<String> ORDER =
      List.of(
          "failure",
          "settings",
          "material",
          "trust",
          "context",
          "protocol",
          "attempt",
          "dialect",
          "connect");

  /**
   * Classes of the root package which see everything. All others of it are vocabulary, and see
   * nothing.
   */
  private static final Set<String> ENTRANCES =
      Set.of(
          "TlsDriver",
          "Registration",
          "Version",
          "TlsDataSource",
          "TlsDataSourceFactory",
          "TlsInfo");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void findsEveryPackage() {
    Set<String> found = new TreeSet<>();
    for (JavaClass c : CLASSES) {
      String name = c.getPackageName();
      if (name.startsWith(ROOT + ".")) {
        found.add(name.substring(ROOT.length() + 1).split("\\.", -1)[0]);
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @Test
  void eachPackageUsesOnlyThoseBeforeIt() {
    for (int i = 0; i < ORDER.size(); i++) {
      List<String> later = new ArrayList<>();
      for (String name : ORDER.subList(i + 1, ORDER.size())) {
        later.add(ROOT + "." + name + "..");
      }
      if (!later.isEmpty()) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + ORDER.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later.toArray(new String[0]))
            .check(CLASSES);
      }
    }
  }

  @Test
  void onlyTheEntrancesSeeTheInside() {
    DescribedPredicate<JavaClass> vocabulary =
        describe(
            "the vocabulary",
            c -> c.getPackageName().equals(ROOT) && !ENTRANCES.contains(outermost(c)));
    noClasses()
        .that(vocabulary)
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + ".*..").and(not(resideInAPackage(ROOT + ".failure"))))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .should()
        .dependOnClassesThat(
            describe(
                "an entrance",
                c -> c.getPackageName().equals(ROOT) && ENTRANCES.contains(outermost(c))))
        .check(CLASSES);
  }

  private static String outermost(JavaClass c) {
    return c.getName().substring(c.getPackageName().length() + 1).split("\\$", -1)[0];
  }

  @Test
  void trustAndMaterialKnowNoJdbc() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".trust", ROOT + ".material", ROOT + ".context", ROOT + ".settings")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..")
        .check(CLASSES);
  }

  @Test
  void onlyMaterialReadsFiles() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".trust",
            ROOT + ".context",
            ROOT + ".attempt",
            ROOT + ".dialect..",
            ROOT + ".connect")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Files.class, FileInputStream.class, RandomAccessFile.class)
        .check(CLASSES);
  }

  @Test
  void onlyMaterialKnowsBouncyCastle() {
    classes()
        .that()
        .resideOutsideOfPackage(ROOT + ".material")
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage("org.bouncycastle..")))
        .check(CLASSES);
  }

  @Test
  void dependsOnNoDriver() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.postgresql..")
        .check(CLASSES);
  }

  @Test
  void leavesTheJvmAlone() {
    noClasses()
        .should()
        .callMethod(System.class, "setProperty", String.class, String.class)
        .check(CLASSES);
    noClasses()
        .should()
        .callMethod(Security.class, "addProvider", Provider.class)
        .orShould()
        .callMethod(Security.class, "insertProviderAt", Provider.class, int.class)
        .orShould()
        .callMethod(SSLContext.class, "setDefault", SSLContext.class)
        .check(CLASSES);
    noClasses()
        .should()
        .callConstructorWhere(
            describe(
                "it makes a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
        .check(CLASSES);
  }
}
