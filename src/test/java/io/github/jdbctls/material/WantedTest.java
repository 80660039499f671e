package io.github.jdbctls.material;

import static io.github.jdbctls.material.Settings.certificate;
import static io.github.jdbctls.material.Settings.key;
import static io.github.jdbctls.material.Settings.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jdbctls.failure.Problem;
import io.github.jdbctls.pki.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a file that holds something else than its parameter needs. */
class WantedTest {
  @TempDir Path folder;

  private Path write(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("file"), bytes);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Problem asRoots(Path file) {
    return Settings.problemOf(
        () -> TrustMaterialReader.read(source("sslrootcert", file), Optional.empty()));
  }

  private Problem asCertificate(Path file) throws Exception {
    Path key = Foreign.CERTIFICATE.writeKey(folder.resolve("app.key"));
    return Settings.problemOf(
        () -> IdentityReader.read(certificate(file), key(key), Optional.empty()));
  }

  private Problem asKey(Path file) throws Exception {
    Path chain = Foreign.CERTIFICATE.writeChain(folder.resolve("app.crt"));
    return Settings.problemOf(
        () -> IdentityReader.read(certificate(chain), key(file), Optional.empty()));
  }

  private static void assertSays(
      Problem problem, String parameter, Path file, String found, String remedy) {
    assertThat(problem.message())
        .contains(file.toString(), parameter, found, remedy.replace("FILE", file.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            OPENSSH_KEY | an OpenSSH private key | A private key has its place in sslkey; name the certificates of the authority. | It holds a private key, not a certificate: are sslcert and sslkey swapped? | cp FILE FILE.pem && ssh-keygen -p -m PKCS8 -f FILE.pem
            SSH_PUBLIC_KEY | an SSH public key | A public key names nobody: ask for the certificate. | A public key names nobody: ask for the certificate. | Name the private key that belongs to it.
            SSH_CERTIFICATE | an SSH certificate | SSH certificates are not for TLS | SSH certificates are not for TLS | SSH certificates are not for TLS
            PUTTY_KEY | a PuTTY private key | A private key has its place in sslkey; name the certificates of the authority. | It holds a private key, not a certificate: are sslcert and sslkey swapped? | puttygen FILE -O private-openssh -o FILE.pem
            PGP_ARMORED | a PGP private key | PGP is not for TLS | PGP is not for TLS | PGP is not for TLS
            PGP_BINARY | PGP data | PGP is not for TLS | PGP is not for TLS | PGP is not for TLS
            HTML | an HTML page | download it again | download it again | download it again
            XML | an XML text | Name the right file. | Name the right file. | Name the right file.
            SAML | an XML text with X509Certificate elements | between the lines -----BEGIN CERTIFICATE----- | between the lines -----BEGIN CERTIFICATE----- | between the lines -----BEGIN CERTIFICATE-----
            JSON | a JSON text | Take the certificate or key out of it | Take the certificate or key out of it | Take the certificate or key out of it
            JSON_WITH_PEM | a JSON text with PEM in it | jq -r | jq -r | jq -r
            JSON_WEB_KEY | a JSON Web Key | Ask for the key in PEM | Ask for the key in PEM | Ask for the key in PEM
            KUBERNETES_SECRET | a Kubernetes manifest | '''{.data.ca\\.crt}'' | base64 -d > ca.crt' | '''{.data.tls\\.crt}'' | base64 -d > tls.crt' | '''{.data.tls\\.key}'' | base64 -d > tls.key'
            BASE64_OF_PEM | base64 of a PEM certificate | base64 -d > FILE.decoded | base64 -d > FILE.decoded | It holds a certificate, not a key: are sslcert and sslkey swapped?
            BASE64_OF_DER | base64 of a DER certificate without the BEGIN and END lines | base64 -d > FILE.der | base64 -d > FILE.der | It holds a certificate, not a key: are sslcert and sslkey swapped?
            PUBLIC_KEY | a public key | A public key names nobody: ask for the certificate. | A public key names nobody: ask for the certificate. | Name the private key that belongs to it.
            REQUEST | a certificate signing request | Name the certificate that the authority issued for the request. | Name the certificate that the authority issued for the request. | Name the key that the request was made with.
            REQUEST_IN_DER | a certificate signing request | Name the certificate that the authority issued for the request. | Name the certificate that the authority issued for the request. | Name the key that the request was made with.
            PARAMETERS | elliptic curve parameters | Name the file with the key that the parameters are of. | Name the file with the key that the parameters are of. | Name the file with the key that the parameters are of.
            ZIP | a ZIP archive | unzip FILE | unzip FILE | unzip FILE
            GZIP | a gzip file | gzip -dc FILE > FILE.unpacked | gzip -dc FILE > FILE.unpacked | gzip -dc FILE > FILE.unpacked
            TAR | a tar archive | tar -xf FILE | tar -xf FILE | tar -xf FILE
            NSS_DATABASE | an SQLite database, as NSS keeps | certutil -L -a | certutil -L -a | certutil -L -a
            WINDOWS_STORE | a serialized certificate store of Windows | certutil -split -dump FILE | certutil -split -dump FILE | certutil -split -dump FILE
            COMMENTS | text with nothing but comments | Name the right file. | Name the right file. | Name the right file.
            REPLACED_DASHES | PEM of which the hyphens were replaced by dashes | sed -E | sed -E | sed -E
            QUOTED_PEM | text in which PEM does not have lines of its own | without quotation marks | without quotation marks | without quotation marks
            CUT_SHORT | DER that is cut short, or has bytes behind its end | in binary mode and completely | in binary mode and completely | in binary mode and completely
            TRAILING_BYTES | DER that is cut short, or has bytes behind its end | in binary mode and completely | in binary mode and completely | in binary mode and completely
            BKS | a BKS key store of Bouncy Castle | Export it to PKCS#12 | Export it to PKCS#12 | Export it to PKCS#12
            TEXT | text without any PEM block | Name the right file. | Name the right file. | Name the right file.
            NOISE | binary data | Name the right file. | Name the right file. | Name the right file.
          """)
  void namesWhatWasFoundAndWhatToDo(
      Foreign content, String found, String forRoots, String forCertificate, String forKey)
      throws Exception {
    Path file = write(content.bytes());
    assertSays(asRoots(file), "sslrootcert", file, found, forRoots);
    assertSays(asCertificate(file), "sslcert", file, found, forCertificate);
    assertSays(asKey(file), "sslkey", file, found, forKey);
  }

  @Test
  void saysWhereACertificateAKeyAndAListHaveTheirPlaces() throws Exception {
    TestCertificate client = Foreign.CERTIFICATE;
    assertThat(asKey(client.writeChain(folder.resolve("a"))).message())
        .contains("is a PEM certificate, not a private key", "are sslcert and sslkey swapped?");
    assertThat(asCertificate(client.writeKey(folder.resolve("b"))).message())
        .contains("a PKCS#8 private key", "are sslcert and sslkey swapped?");
    assertThat(asRoots(client.writeKey(folder.resolve("c"))).message())
        .contains("a PKCS#8 private key", "A private key has its place in sslkey");
  }

  @Test
  void tellsAJceksKeyStore() throws Exception {
    Content content = Content.of(Foreign.JCEKS.bytes());
    assertThat(content.description()).isEqualTo("a JCEKS key store");
    assertThat(Wanted.ROOTS.remedy(content, "/a"))
        .contains("keytool -importkeystore -srcstoretype JCEKS -srckeystore /a -destkeystore");
  }

  @Test
  void quotesAFileNameThatAShellWouldTakeApart() throws Exception {
    Content content = Content.of(Foreign.GZIP.bytes());
    assertThat(Wanted.ROOTS.remedy(content, "/a b/it's"))
        .contains("gzip -dc '/a b/it'\\''s' > '/a b/it'\\''s'.unpacked");
  }
}
