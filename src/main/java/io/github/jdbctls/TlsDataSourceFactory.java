package io.github.jdbctls;

import java.util.Collections;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/** Makes a {@link TlsDataSource} of its reference in a JNDI directory. Thread-safe. */
public final class TlsDataSourceFactory implements ObjectFactory {
  /** Makes a factory; JNDI does so by name. */
  public TlsDataSourceFactory() {}

  /** Returns a data source for a reference to one, and null for anything else. */
  @Override
  public @Nullable Object getObjectInstance(
      @Nullable Object object,
      @Nullable Name name,
      @Nullable Context context,
      @Nullable Hashtable<?, ?> environment) {
    if (!(object instanceof Reference reference)
        || !TlsDataSource.class.getName().equals(reference.getClassName())) {
      return null;
    }
    TlsDataSource dataSource = new TlsDataSource();
    for (RefAddr address : Collections.list(reference.getAll())) {
      if (address.getContent() instanceof String value) {
        dataSource.restore(address.getType(), value);
      }
    }
    return dataSource;
  }
}
