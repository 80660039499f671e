/** What stands between client and server: proxies that attack, servers that resume sessions. */
@NullMarked
package io.github.jdbctls.it.net;

import org.jspecify.annotations.NullMarked;
