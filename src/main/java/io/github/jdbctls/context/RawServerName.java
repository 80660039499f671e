package io.github.jdbctls.context;

import java.nio.charset.StandardCharsets;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/**
 * A server name of any spelling for the ClientHello: JSSE's own class takes neither {@code db_1}
 * nor a single label, which libpq sends.
 */
final class RawServerName extends SNIServerName {
  RawServerName(String name) {
    super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
  }
}
