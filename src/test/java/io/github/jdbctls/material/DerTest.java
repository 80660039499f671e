package io.github.jdbctls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DerTest {
  @Test
  void readsNoIdentifierThatIsLongerThanAnyIs() throws Exception {
    assertThat(Der.of(HexFormat.of().parseHex("06082A8648CE3D030107")).objectIdentifier())
        .isEqualTo("1.2.840.10045.3.1.7");
    assertThat(Der.of(Der.encode(Der.OBJECT_IDENTIFIER, new byte[64])).objectIdentifier())
        .hasSize(2 * 64 + 1);
    assertThatIOException()
        .isThrownBy(
            () -> Der.of(Der.encode(Der.OBJECT_IDENTIFIER, new byte[65])).objectIdentifier());
  }

  @Test
  void keepsNoMoreValuesThanAnyStructureHas() throws Exception {
    byte[] nulls = new byte[400_000];
    assertThat(Der.of(Der.encode(Der.SEQUENCE, new byte[200_000])).children()).hasSize(100_000);
    assertThatIOException()
        .isThrownBy(() -> Der.of(Der.encode(Der.SEQUENCE, nulls)).children())
        .withMessage("too many values");
  }

  @Test
  void looksForAValueInNothingButAnOctetString() throws Exception {
    for (String other : new String[] {"0203020107", "2403020107", "3003020107"}) {
      Der value = Der.of(HexFormat.of().parseHex(other));
      assertThatIOException().isThrownBy(value::wrapped).withMessage("another type");
    }
  }

  @Test
  void findsTheValueInAnOctetString() throws Exception {
    Der octets = Der.of(HexFormat.of().parseHex("0403020107"));
    assertThat(octets.wrapped().integer()).isEqualTo(7);
    assertThatIOException()
        .isThrownBy(() -> Der.of(HexFormat.of().parseHex("040402010700")).wrapped());
  }
}
