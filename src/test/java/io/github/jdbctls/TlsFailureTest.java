package io.github.jdbctls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsFailureTest {
  /** What programs and run books rely on: a line may be added, and none changed or removed. */
  private static final String CONTRACT =
      """
      JTLS-101 08001 UNKNOWN_PARAMETER
      JTLS-102 08001 CONFLICTING_PARAMETER
      JTLS-103 08001 INVALID_VALUE
      JTLS-104 08001 WEAKENING_PARAMETER
      JTLS-105 0A000 UNSUPPORTED_PARAMETER
      JTLS-106 08001 INVALID_URL
      JTLS-107 08001 UNSUPPORTED_DATABASE
      JTLS-108 08001 FORBIDDEN_BY_POLICY
      JTLS-109 08001 INVALID_POLICY
      JTLS-201 08001 FILE_MISSING
      JTLS-202 08001 FILE_UNREADABLE
      JTLS-203 08001 FILE_EMPTY
      JTLS-204 08001 WRONG_CONTENT
      JTLS-205 08001 KEY_PERMISSIONS
      JTLS-206 08001 KEY_PASSWORD_MISSING
      JTLS-207 08001 KEY_PASSWORD_WRONG
      JTLS-208 08001 KEY_MISMATCH
      JTLS-209 08001 KEY_UNSUPPORTED
      JTLS-210 08001 KEY_MISSING
      JTLS-211 08001 ROOT_MISSING
      JTLS-301 08001 SERVER_HAS_NO_TLS
      JTLS-302 08001 SERVER_ANSWERED_WITH_ERROR
      JTLS-303 08001 UNENCRYPTED_DATA
      JTLS-304 08001 PROTOCOL_VERSION
      JTLS-305 08001 CLIENT_CERTIFICATE_REFUSED
      JTLS-306 08001 HANDSHAKE_FAILED
      JTLS-307 08006 HANDSHAKE_INTERRUPTED
      JTLS-308 08001 TIMEOUT
      JTLS-309 08001 CLIENT_CERTIFICATE_NOT_SENT
      JTLS-310 08001 APPLICATION_PROTOCOL
      JTLS-311 08001 CHANNEL_BINDING
      JTLS-401 08001 UNTRUSTED_CHAIN
      JTLS-402 08001 CERTIFICATE_EXPIRED
      JTLS-403 08001 CERTIFICATE_NOT_YET_VALID
      JTLS-404 08001 WRONG_NAME
      JTLS-405 08001 WRONG_PURPOSE
      JTLS-406 08001 WEAK_CERTIFICATE
      JTLS-407 08001 CONSTRAINT_VIOLATED
      JTLS-408 08001 MALFORMED_CERTIFICATE
      JTLS-409 08001 CERTIFICATE_REVOKED
      JTLS-410 08001 REVOCATION_LIST_MISSING
      JTLS-411 08001 REVOCATION_LIST_EXPIRED
      JTLS-501 08001 DELEGATE_MISSING
      JTLS-502 08001 DELEGATE_TOO_OLD
      JTLS-503 08001 HOOK_NOT_VISIBLE
      JTLS-504 08001 TLS_NOT_PROVEN
      JTLS-505 08001 HANDLE_REFUSED
      JTLS-506 08001 CLEAR_TEXT_PREVENTED
      JTLS-599 08001 INTERNAL
      """;

  @Test
  void keepsItsCodesAndStates() {
    assertThat(
            Arrays.stream(TlsFailure.values())
                .map(f -> f.code() + " " + f.sqlState() + " " + f.name()))
        .containsExactlyElementsOf(CONTRACT.lines().toList());
  }

  @Test
  void givesEachCauseACodeOfItsOwn() {
    assertThat(TlsFailure.values()).extracting(TlsFailure::code).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void isTransientOnlyWhereTheSameAttemptMaySucceedLater() {
    assertThat(Arrays.stream(TlsFailure.values()).filter(TlsFailure::isTransient))
        .containsExactly(TlsFailure.HANDSHAKE_INTERRUPTED, TlsFailure.TIMEOUT);
  }

  @ParameterizedTest
  @EnumSource
  void hasACodeAndAStateOfTheirForms(TlsFailure failure) {
    assertThat(failure.code()).matches("JTLS-[1-5][0-9]{2}");
    assertThat(failure.sqlState()).matches("[0-9A-Z]{5}");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItMeansAsAClause(TlsFailure failure) {
    assertThat(failure.meaning()).matches("[a-z].*[a-zA-Z]");
  }

  /** A command to copy is the one thing that a full stop would spoil. */
  @ParameterizedTest
  @EnumSource
  void saysWhatToDoAsASentence(TlsFailure failure) {
    assertThat(failure.remedy())
        .matches("[A-Z].*")
        .endsWith(failure == TlsFailure.KEY_UNSUPPORTED ? "-out new.key" : ".");
  }
}
