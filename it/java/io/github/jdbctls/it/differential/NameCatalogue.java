package io.github.jdbctls.it.differential;

import java.util.List;
import java.util.stream.Stream;

/** The names of servers, with hosts which match, nearly match, or must not. */
final class NameCatalogue {
  private static final String LONG_LABEL = "a".repeat(63);
  private static final String LONG_NAME =
      (LONG_LABEL + ".").repeat(3) + "b".repeat(46) + ".ex.test";

  /** Ordinary names: what most servers have. */
  static final List<ServerNames> ORDINARY =
      List.of(
          ServerNames.of(
              "cn:db dns:db.ex.test",
              "db.ex.test DB.EX.TEST db.ex.test. db.ex.test.. x.db.ex.test ex.test db.ex.tes"
                  + " db_ex.test db .db.ex.test"),
          ServerNames.of(
              "cn:db dns:other.test dns:db.ex.test ip:127.0.0.1",
              "db.ex.test other.test 127.0.0.1 ::1 db 127.1 Db.Ex.Test other.test."),
          ServerNames.of("cn:db.ex.test", "db.ex.test DB.EX.TEST db.ex.test. x.ex.test test"));

  private static final List<ServerNames> UNUSUAL =
      List.of(
          ServerNames.of(
              "dns:*.ex.test",
              "a.ex.test A.ex.Test ex.test a.b.ex.test *.ex.test a.ex.test. a_b.ex.test"
                  + " xn--bcher-kva.ex.test a-.ex.test 1.ex.test b*.ex.test"),
          ServerNames.of("cn:*.ex.test", "a.ex.test ex.test A.EX.TEST a.b.ex.test a.ex.test."),
          ServerNames.of("dns:a.*.test", "a.b.test a.*.test a.ex.test"),
          ServerNames.of("dns:f*.ex.test dns:*o.ex.test", "foo.ex.test f*.ex.test fo.ex.test"),
          ServerNames.of("dns:*", "localhost ex.test * a.ex.test"),
          ServerNames.of("cn:*", "localhost ex.test *"),
          ServerNames.of("dns:*.test", "ex.test a.ex.test *.test test ex.test."),
          ServerNames.of("cn:*.test", "ex.test a.ex.test"),
          ServerNames.of("dns:*.*.test", "a.b.test a.ex.test *.*.test *.b.test"),
          ServerNames.of("dns:*.ex.test.", "a.ex.test a.ex.test. ex.test."),
          ServerNames.of("dns:db.ex.test.", "db.ex.test. db.ex.test db.ex.test.."),
          ServerNames.of("cn:db.ex.test.", "db.ex.test. db.ex.test"),
          ServerNames.of("dns:DB.Ex.TEST", "db.ex.test DB.EX.TEST"),
          ServerNames.of("dns:.ex.test", "a.ex.test .ex.test ex.test"),
          ServerNames.of("dns:", "a.ex.test test"),
          ServerNames.of("dns:db.ex.test_SPACE_", "db.ex.test"),
          ServerNames.of("dns:*._SPACE_.test", "a.b.test"),
          ServerNames.of("cn:db.ex.test cn:other.test", "db.ex.test other.test"),
          ServerNames.of("cn:other.test cn:db.ex.test", "other.test db.ex.test"),
          ServerNames.of("cn:db.ex.test dns:other.test", "other.test db.ex.test"),
          ServerNames.of("cn:db.ex.test ip:127.0.0.1", "db.ex.test 127.0.0.1 127.0.0.2"),
          ServerNames.of("cn:db.ex.test ip:10.0.0.1 dns:x.test", "x.test db.ex.test 10.0.0.1"),
          ServerNames.of("cn:127.0.0.1", "127.0.0.1 127.000.000.001 127.1 0x7f.1"),
          ServerNames.of("cn:127.0.0.1 dns:a.ex.test", "a.ex.test 127.0.0.1 127.0.0.2 127.1"),
          ServerNames.of("cn:127.0.0.1 ip:10.0.0.1", "10.0.0.1 127.0.0.1"),
          ServerNames.of("dns:127.0.0.1", "127.0.0.1 127.1 127.000.000.001 127.0.0.1."),
          ServerNames.of("dns:*.0.0.1", "a.0.0.1 127.0.0.1 *.0.0.1"),
          ServerNames.of("cn:*.0.0.1", "127.0.0.1"),
          ServerNames.of(
              "ip:127.0.0.1",
              "127.0.0.1 127.1 0x7f.1 0x7f000001 2130706433 127.000.000.001 0177.0.0.1"
                  + " ::ffff:127.0.0.1 127.0.0.1. 127.0.0.2 127.0.1 017700000001 127.0.0.01 127"
                  + " 0x7f.0x0.0x0.0x1 127.0.0.256 127.0.0.0.1"),
          ServerNames.of("ip:::1", "::1 0:0:0:0:0:0:0:1 ::0.0.0.1 ::2 0::1 ::01 127.0.0.1"),
          ServerNames.of(
              "ip:2001:db8::1", "2001:db8::1 2001:DB8::1 2001:db8::0:1 2001:db8::0.0.0.1"),
          ServerNames.of("mapped:127.0.0.1", "::ffff:127.0.0.1 127.0.0.1 ::ffff:7f00:1"),
          ServerNames.of("ip:0.0.0.0", "0.0.0.0 0 0x0 ::"),
          ServerNames.of("cn:db.ex.test uri:https://db.ex.test/", "db.ex.test"),
          ServerNames.of("cn:db.ex.test mail:a@db.ex.test", "db.ex.test"),
          ServerNames.of("cn:db.ex.test mail:a@other.test", "db.ex.test"),
          ServerNames.of("uri:https://db.ex.test/ mail:a@db.ex.test", "db.ex.test"),
          ServerNames.of("cn:db.ex.test directory:CN=other", "db.ex.test"),
          ServerNames.of("", "db.ex.test Example"),
          ServerNames.of("dns:db.ex.test dns:x_NUL_.ex.test", "db.ex.test x"),
          ServerNames.of("dns:x_NUL_.ex.test dns:db.ex.test", "db.ex.test x"),
          ServerNames.of("cn:db.ex.test dns:db.ex.test_NUL_.evil.test", "db.ex.test"),
          ServerNames.of("dns:db.ex.test ip-of-length:5", "db.ex.test 0.0.0.0"),
          ServerNames.of("ip-of-length:8 dns:db.ex.test", "db.ex.test 0.0.0.0"),
          ServerNames.of("ip-of-length:0 cn:db.ex.test", "db.ex.test"),
          ServerNames.of("dns:localhost", "localhost LOCALHOST localhost. localhost.localdomain"),
          ServerNames.of("cn:localhost", "localhost 127.0.0.1"),
          ServerNames.of("dns:my_db.ex.test dns:_db", "my_db.ex.test _db my-db.ex.test"),
          ServerNames.of(
              "dns:xn--bcher-kva.test",
              "xn--bcher-kva.test XN--BCHER-KVA.TEST bcher.test b\u00fccher.test"),
          ServerNames.of(
              "dns:*.xn--bcher-kva.test",
              "a.xn--bcher-kva.test xn--bcher-kva.test a.B\u00fccher.test"),
          ServerNames.of("cn:b\u00fccher.test", "xn--bcher-kva.test"),
          ServerNames.of("dns:" + LONG_LABEL + ".ex.test", LONG_LABEL + ".ex.test a.ex.test"),
          ServerNames.of("dns:" + LONG_NAME, LONG_NAME + " a.ex.test"),
          ServerNames.of("dns:-db.ex.test dns:db-.ex.test", "-db.ex.test db-.ex.test"));

  private NameCatalogue() {}

  /** Any names. */
  static List<ServerNames> all() {
    return Stream.concat(ORDINARY.stream(), UNUSUAL.stream()).toList();
  }
}
