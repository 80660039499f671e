package io.github.jdbctls.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes to the wire at once. */
class RecordOutputTest {
  private static final byte[] CHANGE = {20, 3, 3, 0, 1, 1};
  private static final byte[] FINISHED = {22, 3, 3, 0, 2, 7, 8};

  private final List<byte[]> written = new ArrayList<>();
  private final RecordOutput output =
      new RecordOutput(
          new OutputStream() {
            @Override
            public void write(int b) {
              written.add(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              written.add(Arrays.copyOfRange(bytes, offset, offset + length));
            }
          });

  @Test
  void sendsAChangeOfCipherWithTheRecordThatFollows() throws IOException {
    byte[] padded = {9, 20, 3, 3, 0, 1, 1, 9};

    output.write(padded, 1, CHANGE.length);
    output.flush();
    assertThat(written).isEmpty();
    padded[1] = 0;
    output.write(FINISHED, 0, FINISHED.length);
    output.write(FINISHED, 1, 3);

    assertThat(written)
        .containsExactly(
            new byte[] {20, 3, 3, 0, 1, 1, 22, 3, 3, 0, 2, 7, 8}, new byte[] {3, 3, 0});
  }

  @Test
  void sendsEverythingElseAsItIs() throws IOException {
    byte[] encryptedChange = {20, 3, 3, 0, 3, 1, 2, 3};
    byte[] asLong = {23, 3, 3, 0, 1, 1};

    output.write(FINISHED);
    output.write(encryptedChange);
    output.write(asLong);
    output.write(20);
    output.write(FINISHED, 0, 0);

    assertThat(written)
        .containsExactly(FINISHED, encryptedChange, asLong, new byte[] {20}, new byte[0]);
  }

  @Test
  void losesNoneOfSeveral() throws IOException {
    output.write(CHANGE);
    output.write(CHANGE);
    output.write(CHANGE);
    output.write(22);

    assertThat(written)
        .containsExactly(
            new byte[] {20, 3, 3, 0, 1, 1, 20, 3, 3, 0, 1, 1}, new byte[] {20, 3, 3, 0, 1, 1, 22});
  }
}
