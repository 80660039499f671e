package io.github.jdbctls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsPolicyTest {
  private static final List<UnaryOperator<TlsPolicy>> RULES =
      List.of(
          policy -> policy.withLeastMode(SslMode.REQUIRE),
          policy -> policy.withLeastProtocol(TlsVersion.TLS_1_0),
          TlsPolicy::withoutEnvironment,
          TlsPolicy::withEnforcedKeyPermissions,
          policy -> policy.withUrlSources(Set.of(SourceKind.SYSTEM)),
          policy -> policy.withUrlFolders(List.of(Path.of("/etc/pki"))));

  @Test
  void isEqualByItsRules() {
    for (UnaryOperator<TlsPolicy> rule : RULES) {
      TlsPolicy policy = rule.apply(TlsPolicy.unrestricted());

      assertThat(policy)
          .isEqualTo(rule.apply(TlsPolicy.unrestricted()))
          .hasSameHashCodeAs(rule.apply(TlsPolicy.unrestricted()))
          .isNotEqualTo(TlsPolicy.unrestricted())
          .isNotEqualTo(policy.from("elsewhere"));
      assertThat(policy.toString()).isNotEqualTo(TlsPolicy.unrestricted().toString());
    }
  }

  @Test
  void keepsEveryRuleInAnyOrder() {
    TlsPolicy forwards = TlsPolicy.unrestricted();
    TlsPolicy backwards = TlsPolicy.unrestricted();
    for (int i = 0; i < RULES.size(); i++) {
      forwards = RULES.get(i).apply(forwards);
      backwards = RULES.get(RULES.size() - 1 - i).apply(backwards);
    }

    assertThat(forwards)
        .isEqualTo(backwards)
        .hasToString(
            "TlsPolicy[least-mode=require, least-protocol=TLSv1, environment=ignore,"
                + " key-permissions=enforce, url-sources=system, url-folders="
                + Path.of("/etc/pki")
                + ", by no policy]");
  }

  @ParameterizedTest
  @EnumSource
  void allowsNoPlainTextWhereThereIsALeastProtocol(SslMode mode) {
    SslMode expected = mode.isWeakerThan(SslMode.REQUIRE) ? SslMode.REQUIRE : mode;

    assertThat(
            TlsPolicy.unrestricted()
                .withLeastProtocol(TlsVersion.TLS_1_2)
                .withLeastMode(mode)
                .leastMode())
        .isEqualTo(expected);
    assertThat(TlsPolicy.unrestricted().withLeastMode(mode).leastMode()).isEqualTo(mode);
  }

  @Test
  void takesAbsoluteFoldersOnly() {
    TlsPolicy policy = TlsPolicy.unrestricted();

    assertThatIllegalArgumentException().isThrownBy(() -> policy.withUrlFolders(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withUrlFolders(List.of(Path.of("/a"), Path.of("b"))))
        .withMessageContaining("\"b\"");
  }

  @Test
  void cannotBeChangedThroughWhatItWasMadeOf() {
    Set<SourceKind> kinds = EnumSet.of(SourceKind.SYSTEM);
    TlsPolicy policy = TlsPolicy.unrestricted().withUrlSources(kinds);
    kinds.add(SourceKind.FILE);

    assertThat(policy.urlSources()).containsExactly(SourceKind.SYSTEM).isUnmodifiable();
  }

  /** Folders hold back neither variables nor resources. */
  @Test
  void allowsNoVariablesAndResourcesBesideFoldersUnlessTheyAreNamed() {
    TlsPolicy folders = TlsPolicy.unrestricted().withUrlFolders(List.of(Path.of("/etc/pki")));

    assertThat(TlsPolicy.unrestricted().urlSources()).containsOnly(SourceKind.values());
    assertThat(folders.urlSources())
        .containsOnly(SourceKind.FILE, SourceKind.SYSTEM, SourceKind.INLINE);
    assertThat(folders.toString()).contains("url-sources=file,system,inline,");
    assertThat(folders.withUrlSources(EnumSet.allOf(SourceKind.class)).urlSources())
        .containsOnly(SourceKind.values());
    assertThat(folders.withUrlSources(Set.of()).urlSources()).isEmpty();
  }
}
