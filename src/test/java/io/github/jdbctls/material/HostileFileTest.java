package io.github.jdbctls.material;

import static io.github.jdbctls.material.HostileFile.LARGEST_INT;
import static io.github.jdbctls.material.HostileFile.ascii;
import static io.github.jdbctls.material.HostileFile.longInteger;
import static io.github.jdbctls.material.HostileFile.longObjectIdentifier;
import static io.github.jdbctls.material.HostileFile.nested;
import static io.github.jdbctls.material.HostileFile.nestedIndefinitely;
import static io.github.jdbctls.material.HostileFile.pem;
import static io.github.jdbctls.material.HostileFile.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.fuzz.MaterialReading;
import io.github.jdbctls.fuzz.MaterialReading.Use;
import io.github.jdbctls.fuzz.SecretText;
import io.github.jdbctls.pki.TestCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to stop an application are refused before they have cost much. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFileTest {
  private static final int LEVELS = 100_000;
  private static final int INDEFINITE_LEVELS = 100_000;
  private static final String PASSWORD = "hush, l1ttle baby";

  @TempDir private static Path shared;
  private static Path chain;

  @TempDir Path folder;

  @BeforeAll
  static void writeChain() throws IOException {
    chain =
        TestCertificate.leaf("app")
            .issuedBy(TestCertificate.authority("root").selfSigned())
            .writeChain(shared.resolve("chain"));
  }

  static List<HostileFile> costs() {
    List<HostileFile> files = new ArrayList<>();
    files.add(file("PBKDF2, 2^31-1 times", () -> HostileFile.pbkdf2(LARGEST_INT, 32)));
    for (int bits : new int[] {32, 63, 64, 80_000}) {
      BigInteger count = BigInteger.ONE.shiftLeft(bits);
      files.add(file("PBKDF2, 2^" + bits + " times", () -> HostileFile.pbkdf2(count, 32)));
      files.add(
          file("PBKDF2, -2^" + bits + " times", () -> HostileFile.pbkdf2(count.negate(), 32)));
    }
    files.add(file("PBKDF2, 0 times", () -> HostileFile.pbkdf2(BigInteger.ZERO, 32)));
    files.add(
        file(
            "PBKDF2 of 2^31-1 bytes", () -> HostileFile.pbkdf2(BigInteger.ONE, Integer.MAX_VALUE)));
    files.add(file("scrypt, N=2^30", () -> HostileFile.scrypt(1 << 30, 8, 1)));
    files.add(file("scrypt, N=2^62", () -> HostileFile.scrypt(1L << 62, 8, 1)));
    files.add(file("scrypt, N=3", () -> HostileFile.scrypt(3, 8, 1)));
    files.add(file("scrypt, N=1", () -> HostileFile.scrypt(1, 8, 1)));
    files.add(file("scrypt, N=-2", () -> HostileFile.scrypt(-2, -8, 1)));
    files.add(file("scrypt, r=2^30", () -> HostileFile.scrypt(2, 1 << 30, 1)));
    files.add(file("scrypt, p=2^30", () -> HostileFile.scrypt(2, 1, 1 << 30)));
    files.add(file("scrypt, p=-1", () -> HostileFile.scrypt(2, 1, -1)));
    for (ASN1ObjectIdentifier scheme :
        List.of(
            PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC,
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)) {
      files.add(file("scheme " + scheme, () -> HostileFile.pbes1(scheme, LARGEST_INT)));
    }
    files.add(file("PKCS#12, MAC 2^31-1 times", () -> HostileFile.pkcs12Mac(LARGEST_INT)));
    files.add(
        file("PKCS#12, encrypted 2^31-1 times", () -> HostileFile.pkcs12Encryption(LARGEST_INT)));
    files.add(
        file(
            "PKCS#12, encrypted 2^63 times",
            () -> HostileFile.pkcs12Encryption(BigInteger.ONE.shiftLeft(63))));
    files.add(file("RSA of 100,000 bits", () -> HostileFile.pkcs1(100_000, 17)));
    files.add(file("RSA, exponent of 4096 bits", () -> HostileFile.pkcs1(4096, 4095)));
    files.add(file("RSA, exponent of 100,000 bits", () -> HostileFile.pkcs1(2048, 100_000)));
    return files;
  }

  static List<HostileFile> structures() {
    List<HostileFile> files = new ArrayList<>();
    for (int tag : new int[] {0x30, 0xA0, 0x24}) {
      byte[] definite = nested(LEVELS, tag);
      byte[] indefinite = nestedIndefinitely(INDEFINITE_LEVELS, tag);
      String name = "nested " + Integer.toHexString(tag);
      files.add(file(name, () -> definite));
      files.add(file(name + ", indefinite", () -> indefinite));
      for (String label :
          List.of(
              "CERTIFICATE",
              "TRUSTED CERTIFICATE",
              "X509 CRL",
              "PKCS7",
              "PRIVATE KEY",
              "ENCRYPTED PRIVATE KEY",
              "RSA PRIVATE KEY",
              "EC PRIVATE KEY",
              "EC PARAMETERS",
              "DSA PRIVATE KEY")) {
        files.add(file(name + " in " + label, () -> pem(label, definite)));
        files.add(file(name + " in " + label + ", indefinite", () -> pem(label, indefinite)));
      }
      files.add(file(name + " in PKCS#7", () -> HostileFile.pkcs7(definite)));
      files.add(file(name + " in PKCS#7, indefinite", () -> HostileFile.pkcs7(indefinite)));
      files.add(
          file(
              name + " in PKCS#7 of BER",
              () -> HostileFile.concat(HostileFile.PKCS7_START, indefinite)));
      files.add(file(name + " in PKCS#12", () -> HostileFile.pkcs12(new DEROctetString(definite))));
      files.add(
          file(
              name + " in PKCS#12, indefinite",
              () -> HostileFile.pkcs12(new DEROctetString(indefinite))));
    }
    for (String length : List.of("847FFFFFFF", "84FFFFFFFF", "887FFFFFFFFFFFFFFF", "80", "FF")) {
      for (String head : List.of("", "020103", "020100", "06092A864886F70D010702")) {
        byte[] bytes = HexFormat.of().parseHex("30" + length + head + "3003020100");
        files.add(file("length " + length + " before " + head, () -> bytes));
        files.add(file("length " + length + " in a key", () -> pem("PRIVATE KEY", bytes)));
        files.add(file("length " + length + " in a list", () -> pem("X509 CRL", bytes)));
      }
    }
    for (String label : List.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY")) {
      files.add(
          file(
              "an object identifier of 11 MiB in " + label,
              () -> pem(label, algorithm(longObjectIdentifier()))));
      files.add(
          file(
              "an integer of 11 MiB in " + label,
              () -> pem(label, Der.encode(Der.SEQUENCE, longInteger(), longObjectIdentifier()))));
    }
    for (int count : new int[] {1, 2, Integer.MAX_VALUE, -1}) {
      files.add(file("JKS with " + count + " entries", () -> keyStore(0xFEEDFEED, 1, count)));
      files.add(file("JKS with a chain of " + count, () -> keyStore(0xFEEDFEED, count, 1)));
      files.add(file("JCEKS with " + count + " entries", () -> keyStore(0xCECECECE, 1, count)));
    }
    files.add(file("JKS with keys whose names have one hash", HostileFileTest::collidingNames));
    return files;
  }

  static List<HostileFile> texts() {
    List<HostileFile> files = new ArrayList<>();
    String block = "-----BEGIN X-----\nAA==\n-----END X-----\n";
    files.add(file("400,000 blocks", () -> ascii(block.repeat(400_000))));
    files.add(file("800,000 beginnings", () -> ascii("-----BEGIN X-----\n".repeat(800_000))));
    files.add(
        file(
            "a line of 16 MiB",
            () -> ascii("-----BEGIN PRIVATE KEY-----" + "A".repeat((16 << 20) - 64) + "-----\n")));
    files.add(
        file(
            "a block in one line of 16 MiB",
            () ->
                ascii(
                    "-----BEGIN PRIVATE KEY-----\n"
                        + "A".repeat((16 << 20) - 64)
                        + "\n-----END PRIVATE KEY-----")));
    files.add(file("a label of 16 MiB", () -> label("A".repeat((8 << 20) - 64))));
    files.add(file("16 MiB of line ends", () -> ascii("x" + "\n".repeat((16 << 20) - 1))));
    files.add(file("16 MiB of dashes", () -> ascii("-".repeat(16 << 20))));
    files.add(
        file(
            "UTF-16 of 16 MiB",
            () -> "\uFEFFx".repeat(4 << 20).getBytes(StandardCharsets.UTF_16BE)));
    files.add(
        file(
            "a million headers",
            () -> {
              StringBuilder text = new StringBuilder("-----BEGIN RSA PRIVATE KEY-----\n");
              for (int i = 0; i < 1_000_000; i++) {
                text.append(i).append(":\n");
              }
              return ascii(text + "\nAA==\n-----END RSA PRIVATE KEY-----\n");
            }));
    return files;
  }

  private static byte[] label(String name) {
    return ascii("-----BEGIN " + name + "-----\nAA==\n-----END " + name + "-----\n");
  }

  private static byte[] algorithm(byte[] objectIdentifier) throws Exception {
    return Der.encode(
        Der.SEQUENCE,
        new byte[] {2, 1, 0},
        Der.encode(Der.SEQUENCE, objectIdentifier, sequence().getEncoded()),
        new DEROctetString(new byte[32]).getEncoded());
  }

  private static byte[] keyStore(int magic, int chain, int entries) {
    return ByteBuffer.allocate(256)
        .putInt(magic)
        .putInt(2)
        .putInt(entries)
        .putInt(1)
        .putShort((short) 1)
        .put((byte) 'k')
        .putLong(0)
        .putInt(8)
        .putLong(0)
        .putInt(chain)
        .array();
  }

  private static byte[] collidingNames() {
    int keys = 250_000;
    ByteBuffer store = ByteBuffer.allocate(12 + keys * 58 + 20);
    store.putInt(0xFEEDFEED).putInt(2).putInt(keys);
    for (int i = 0; i < keys; i++) {
      store.putInt(1).putShort((short) 36);
      for (int bit = 0; bit < 18; bit++) {
        store.put(ascii((i >> bit & 1) == 0 ? "az" : "b["));
      }
      store.putLong(0).putInt(0).putInt(0);
    }
    return store.array();
  }

  private static HostileFile file(String name, HostileFile.Maker maker) {
    return new HostileFile(name, maker);
  }

  @ParameterizedTest
  @MethodSource({"costs", "structures", "texts"})
  void isRefusedSoon(HostileFile hostile) throws Exception {
    MaterialReading reading = new MaterialReading(chain);
    Path file = TestCertificate.writePrivate(folder.resolve("material"), "");
    Files.write(file, hostile.maker().bytes());
    SecretText secret = new SecretText(List.of(PASSWORD), List.of());
    for (Use use : Use.values()) {
      Optional<Problem> problem = reading.read(use, file, Optional.of(PASSWORD), secret);
      assertThat(problem).as("%s", use).isPresent();
    }
  }
}
