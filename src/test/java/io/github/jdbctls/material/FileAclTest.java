package io.github.jdbctls.material;

import static java.nio.file.attribute.AclEntryPermission.READ_ATTRIBUTES;
import static java.nio.file.attribute.AclEntryPermission.READ_DATA;
import static java.nio.file.attribute.AclEntryPermission.WRITE_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.settings.Origin;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileAclTest {
  private static final UserPrincipal OWNER = new Account("PC\\owner", "User", "S-1-5-21-1-2-3-1");
  private static final UserPrincipal ME = new Account("PC\\me", "User", "S-1-5-21-1-2-3-2");
  private static final UserPrincipal OTHER = new Account("PC\\other", "User", "S-1-5-21-1-2-3-3");
  private static final UserPrincipal USERS = new Account("BUILTIN\\Users", "Alias", "S-1-5-32-545");
  private static final UserPrincipal EVERYONE =
      new Account("Everyone", "Well-known group", "S-1-1-0");
  private static final Predicate<UserPrincipal> PRIVILEGED =
      FileAcl.privileged(FileSystems.getDefault());

  @TempDir Path folder;

  /** As the JDK's principals of Windows: they hash by the identifier and show the type. */
  private record Account(String name, String type, String identifier) implements UserPrincipal {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public int hashCode() {
      return identifier.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Account account && identifier.equals(account.identifier);
    }

    @Override
    public String toString() {
      return name + " (" + type + ")";
    }
  }

  private static AclEntry entry(
      AclEntryType type, UserPrincipal who, AclEntryPermission... permissions) {
    return AclEntry.newBuilder()
        .setType(type)
        .setPrincipal(who)
        .setPermissions(permissions)
        .build();
  }

  private static AclEntry allow(UserPrincipal who) {
    return entry(AclEntryType.ALLOW, who, READ_DATA, READ_ATTRIBUTES);
  }

  private static Optional<UserPrincipal> stranger(AclEntry... entries) {
    return new FileAcl(OWNER, List.of(entries)).stranger(PRIVILEGED.or(ME::equals));
  }

  @Test
  void letsTheOwnerAndTheRunningUserReadTheFile() {
    assertThat(stranger()).isEmpty();
    assertThat(stranger(allow(OWNER), allow(ME))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"S-1-5-18", "S-1-5-32-544", "S-1-3-4"})
  void letsTheSystemAndAdministratorsReadItInEveryLanguage(String identifier) {
    for (String type : List.of("Alias", "Well-known group")) {
      assertThat(stranger(allow(new Account("VORDEFINIERT\\X", type, identifier)))).isEmpty();
    }
    assertThat(stranger(allow(new Account("PC\\Administrators", "User", identifier)))).isPresent();
  }

  @Test
  void objectsToEverybodyElse() {
    for (UserPrincipal who : List.of(OTHER, USERS, EVERYONE)) {
      assertThat(stranger(allow(OWNER), allow(who))).contains(who);
    }
  }

  @Test
  void takesOnlyTheFirstEntryAboutReadingOfEach() {
    AclEntry deny = entry(AclEntryType.DENY, OTHER, READ_DATA);
    assertThat(stranger(deny, allow(OTHER))).isEmpty();
    assertThat(stranger(allow(OTHER), deny)).contains(OTHER);
    assertThat(stranger(deny, allow(USERS))).contains(USERS);
    assertThat(stranger(entry(AclEntryType.DENY, OTHER, WRITE_DATA), allow(OTHER))).contains(OTHER);
  }

  @Test
  void ignoresWhatIsNotAboutReadingThisFile() {
    assertThat(stranger(entry(AclEntryType.ALLOW, OTHER, READ_ATTRIBUTES, WRITE_DATA))).isEmpty();
    assertThat(stranger(entry(AclEntryType.AUDIT, OTHER, READ_DATA))).isEmpty();
    AclEntry forFilesBelow =
        AclEntry.newBuilder(allow(OTHER)).setFlags(AclEntryFlag.INHERIT_ONLY).build();
    assertThat(stranger(forFilesBelow)).isEmpty();
  }

  @Test
  void saysWhoMayReadTheFileAndTheCommandThatEndsIt() {
    FileAcl acl = new FileAcl(OWNER, List.of(allow(USERS)));
    Place place = Place.of(new Origin(Origin.Kind.URL, "sslkey"), Path.of("/a b/app.key"));

    assertThat(KeyPermissions.objection(acl, PRIVILEGED))
        .hasValueSatisfying(
            words -> assertThat(words).contains("\"BUILTIN\\Users\" may read it", "PC\\owner"));
    assertThat(KeyPermissions.aclRemedy(place))
        .contains("icacls \"/a b/app.key\" /inheritance:r /grant:r \"%USERNAME%:R\"");
  }

  @Test
  void knowsTheRunningUser() throws Exception {
    Path own = Files.createFile(folder.resolve("own"));
    assertThat(PRIVILEGED).accepts(Files.getOwner(own)).rejects(OTHER, USERS, EVERYONE);
  }

  @Test
  void isLeftOutWhereTheFileHasAMode() throws Exception {
    Path own = Files.createFile(folder.resolve("own"));
    assertThat(FileState.of(own).acl()).isEmpty();
    assertThat(FileAcl.of(own)).isEmpty();
  }

  @Test
  void letsTheRunningUserReadItWhereverItIsAsked() throws Exception {
    UserPrincipal own = Files.getOwner(Files.createFile(folder.resolve("own")));

    Predicate<UserPrincipal> privileged = FileAcl.privileged(folder.getFileSystem());

    assertThat(privileged).accepts(own).rejects(OTHER);
    assertThat(new FileAcl(OWNER, List.of(allow(own))).stranger(privileged)).isEmpty();
  }
}
