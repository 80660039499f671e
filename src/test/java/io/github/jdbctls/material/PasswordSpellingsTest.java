package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordSpellingsTest {
  @Test
  void spellsAPasswordOfAsciiInOneWay() {
    assertThat(texts(PasswordSpellings.of("a ~".toCharArray()))).containsExactly("a ~");
    assertThat(texts(PasswordSpellings.ofPkcs12("a".toCharArray()))).containsExactly("a");
  }

  @Test
  void spellsEachByteOfUtf8AsACharacterToo() {
    assertThat(texts(PasswordSpellings.of("é€".toCharArray())))
        .containsExactly("é€", "\u00C3\u00A9\u00E2\u0082\u00AC");
    assertThat(texts(PasswordSpellings.of("\u007F".toCharArray())))
        .containsExactly("\u007F", "\u007F");
  }

  @Test
  void spellsNoPasswordOfPkcs12WithAndWithoutItsZero() {
    assertThat(texts(PasswordSpellings.ofPkcs12(new char[0]))).containsExactly("", "\0");
  }

  @Test
  void wipesAllOfThem() {
    char[] password = "é1".toCharArray();
    PasswordSpellings spellings = PasswordSpellings.of(password);
    List<char[]> all = spellings.all();

    spellings.close();

    assertThat(password).containsOnly('\0');
    assertThat(all).hasSize(2).allSatisfy(spelling -> assertThat(spelling).containsOnly('\0'));
  }

  private static List<String> texts(PasswordSpellings spellings) {
    return spellings.all().stream().map(String::new).toList();
  }
}
