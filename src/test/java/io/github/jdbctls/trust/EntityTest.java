package io.github.jdbctls.trust;

import static org.assertj.core.api.Assertions.assertThat;

import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

class EntityTest {
  private static Entity entity(String name, String key) {
    return new Entity(new X500Principal(name), new String(key.toCharArray()));
  }

  @Test
  void isTheSameWithTheSameNameAndKeyOnly() {
    Entity one = entity("CN=one", "RSA 1");

    assertThat(one)
        .isEqualTo(entity("CN=one", "RSA 1"))
        .hasSameHashCodeAs(entity("cn=ONE", "RSA 1"));
    assertThat(one)
        .isNotEqualTo(entity("CN=other", "RSA 1"))
        .isNotEqualTo(entity("CN=one", "RSA 2"))
        .isNotEqualTo("CN=one")
        .isNotEqualTo(null);
  }
}
