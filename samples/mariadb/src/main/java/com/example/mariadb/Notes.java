package com.example.mariadb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.tool.schema.Action;

/** Notes in MariaDB, by Hibernate over a pool of connections. */
public final class Notes implements AutoCloseable {
  private final HikariDataSource pool;
  private final SessionFactory sessions;

  /** Only the URL is another one than without jdbc-tls: driver and dialect are found by it. */
  public Notes(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    pool = new HikariDataSource(config);
    try {
      sessions =
          new HibernatePersistenceConfiguration("notes")
              .managedClass(Note.class)
              .property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool)
              .schemaToolingAction(Action.CREATE_DROP)
              .createEntityManagerFactory();
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  public void add(String text) {
    sessions.inTransaction(session -> session.persist(new Note(text)));
  }

  public List<Note> containing(String word) {
    return sessions.fromSession(
        session ->
            session
                .createSelectionQuery(
                    "from Note where text like '%' || :word || '%' order by id", Note.class)
                .setParameter("word", word)
                .getResultList());
  }

  SessionFactory sessions() {
    return sessions;
  }

  @Override
  public void close() {
    try (pool) {
      sessions.close();
    }
  }
}
