package io.github.jdbctls.attempt;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads at once what has arrived: JSSE reads the header and the rest of each record by themselves.
 *
 * <p>While one thread reads there is nothing to be had for another: JSSE asks for what is left when
 * a socket is closed, which must not wait for a server that says nothing. Thread-safe.
 */
final class RecordInput extends FilterInputStream {
  /** Most of what a server says in one piece of a login or a statement is shorter. */
  private static final int READ_AHEAD = 1024;

  private final ReentrantLock reading = new ReentrantLock();

  RecordInput(InputStream wire) {
    super(new BufferedInputStream(wire, READ_AHEAD));
  }

  @Override
  public int read() throws IOException {
    reading.lock();
    try {
      return in.read();
    } finally {
      reading.unlock();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    reading.lock();
    try {
      return in.read(bytes, offset, length);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public long skip(long count) throws IOException {
    if (!reading.tryLock()) {
      return 0;
    }
    try {
      return in.skip(count);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public int available() throws IOException {
    if (!reading.tryLock()) {
      return 0;
    }
    try {
      return in.available();
    } finally {
      reading.unlock();
    }
  }
}
