package io.github.jdbctls.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;

/**
 * A name of a certificate, or the base of a name constraint: RFC 5280, section 4.2.1.6. Immutable.
 */
sealed interface GeneralName {

  /** The kinds of name, in the order of their tags. */
  enum Kind {
    OTHER_NAME,
    RFC822_NAME,
    DNS_NAME,
    X400_ADDRESS,
    DIRECTORY_NAME,
    EDI_PARTY_NAME,
    UNIFORM_RESOURCE_IDENTIFIER,
    IP_ADDRESS,
    REGISTERED_ID
  }

  /** {@code id-on-SmtpUTF8Mailbox} (RFC 8398): constraints on e-mail addresses apply to it. */
  String SMTP_UTF8_MAILBOX = "2b06010505070809";

  /** The kind, by which constraints find the names that they are about. */
  Kind kind();

  /** A DNS name, as written, wildcard and trailing dot included. */
  record DnsName(String text) implements GeneralName {
    @Override
    public Kind kind() {
      return Kind.DNS_NAME;
    }
  }

  /** An address of a host. */
  record Ip(IpAddress address) implements GeneralName {
    @Override
    public Kind kind() {
      return Kind.IP_ADDRESS;
    }
  }

  /** A network; only a constraint has it. */
  record IpNetwork(IpAddress base, IpAddress mask) implements GeneralName {
    @Override
    public Kind kind() {
      return Kind.IP_ADDRESS;
    }
  }

  /** An e-mail address. */
  record Email(String text) implements GeneralName {
    @Override
    public Kind kind() {
      return Kind.RFC822_NAME;
    }
  }

  /** A URI; in a constraint its host. */
  record Uri(String text) implements GeneralName {
    @Override
    public Kind kind() {
      return Kind.UNIFORM_RESOURCE_IDENTIFIER;
    }
  }

  /** A distinguished name, each part a name of its own, so that parts can be compared. */
  record DirectoryName(List<X500Principal> parts) implements GeneralName {
    @Override
    public Kind kind() {
      return Kind.DIRECTORY_NAME;
    }
  }

  /** A name that cannot be compared, only refused where a constraint is about its kind. */
  record Opaque(Kind kind) implements GeneralName {}

  /** A name that is not what its kind demands: kept, because only some verdicts depend on it. */
  record Malformed(Kind kind, String reason) implements GeneralName {}

  /**
   * Reads the {@code GeneralNames} of a subject. A text with an embedded NUL (libpq-cases #211) and
   * an address of another length than 4 or 16 (#212) are {@link Malformed}.
   *
   * @throws MalformedException for anything that is no {@code GeneralName}
   */
  static List<GeneralName> readAll(byte[] generalNames) throws MalformedException {
    List<GeneralName> names = new ArrayList<>();
    for (DerValue value : DerValue.only(generalNames).expect(DerValue.SEQUENCE).children()) {
      names.add(read(value, false));
    }
    return List.copyOf(names);
  }

  /** Reads one name; of a constraint's addresses also the mask. */
  static GeneralName read(DerValue value, boolean constraint) throws MalformedException {
    return switch (value.tag()) {
      case 0xa0 -> {
        List<DerValue> parts = value.children();
        boolean mailbox = !parts.isEmpty() && parts.get(0).hex().equals(SMTP_UTF8_MAILBOX);
        yield new Opaque(mailbox ? Kind.RFC822_NAME : Kind.OTHER_NAME);
      }
      case 0x81 -> text(value, Kind.RFC822_NAME, Email::new);
      case 0x82 -> text(value, Kind.DNS_NAME, DnsName::new);
      case 0xa3 -> new Opaque(Kind.X400_ADDRESS);
      case 0xa4 -> directoryName(DerValue.only(value.content()));
      case 0xa5 -> new Opaque(Kind.EDI_PARTY_NAME);
      case 0x86 -> text(value, Kind.UNIFORM_RESOURCE_IDENTIFIER, Uri::new);
      case 0x87 -> constraint ? network(value.content()) : address(value.content());
      case 0x88 -> new Opaque(Kind.REGISTERED_ID);
      default -> throw new MalformedException(String.format("a name with tag %02x", value.tag()));
    };
  }

  /** Takes a distinguished name apart. */
  static DirectoryName directoryName(DerValue name) throws MalformedException {
    List<X500Principal> parts = new ArrayList<>();
    for (DerValue part : name.expect(DerValue.SEQUENCE).children()) {
      DerValue single = new DerValue(DerValue.SEQUENCE, part.expect(DerValue.SET).encoded());
      try {
        parts.add(new X500Principal(single.encoded()));
      } catch (IllegalArgumentException e) {
        throw new MalformedException("a distinguished name that cannot be read");
      }
    }
    return new DirectoryName(List.copyOf(parts));
  }

  private static GeneralName text(
      DerValue value, Kind kind, Function<String, GeneralName> constructor) {
    String text = value.text();
    return text.indexOf('\0') >= 0
        ? new Malformed(kind, "an embedded NUL in the name " + PrintableText.quote(text))
        : constructor.apply(text);
  }

  private static GeneralName address(byte[] bytes) {
    Optional<IpAddress> address = IpAddress.of(bytes);
    return address.isPresent()
        ? new Ip(address.get())
        : new Malformed(Kind.IP_ADDRESS, "an IP address of length " + bytes.length);
  }

  private static GeneralName network(byte[] bytes) {
    Optional<IpAddress> base = IpAddress.of(Arrays.copyOf(bytes, bytes.length / 2));
    Optional<IpAddress> mask =
        IpAddress.of(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
    return base.isPresent() && mask.isPresent()
        ? new IpNetwork(base.get(), mask.get())
        : new Malformed(Kind.IP_ADDRESS, "an IP network of length " + bytes.length);
  }
}
