package io.github.jdbctls.it.delegate;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection which can be closed, and nothing else. */
public final class StubConnection implements InvocationHandler {
  /** What happens when the connection is closed. */
  @FunctionalInterface
  public interface End {
    /** Ends what the connection was made of. */
    void run() throws IOException, SQLException;
  }

  private final End end;
  private volatile boolean closed;

  private StubConnection(End end) {
    this.end = end;
  }

  /** A connection that does this when it is closed. */
  public static Connection closingWith(End end) {
    return (Connection)
        Proxy.newProxyInstance(
            StubConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new StubConnection(end));
  }

  /** A connection that closes this socket with itself. */
  public static Connection over(Socket socket) {
    return closingWith(socket::close);
  }

  /** A connection on no socket that we know of. */
  public static Connection onNothing() {
    return over(new Socket());
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "close" -> {
        closed = true;
        end.run();
        yield null;
      }
      case "isClosed" -> closed;
      case "isWrapperFor" -> false;
      case "equals" -> arguments != null && arguments[0] == proxy;
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "a stub connection";
      default -> throw new SQLException("A stub cannot " + method.getName());
    };
  }
}
