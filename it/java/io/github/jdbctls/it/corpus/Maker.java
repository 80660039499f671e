package io.github.jdbctls.it.corpus;

/** What makes the file with the key, or where that is plain, the one with the certificates. */
enum Maker {
  OPENSSL("openssl"),
  KEYTOOL("keytool"),
  BOUNCY_CASTLE("BouncyCastle");

  private final String text;

  Maker(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
