package com.example.hibernate;

import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.tool.schema.Action;

/** Notes in a database. */
public final class Notes implements AutoCloseable {
  private final SessionFactory sessions;

  /** Only the URL is another one than without jdbc-tls: Hibernate finds driver and dialect. */
  public Notes(String url, String user, String password) {
    this.sessions =
        new HibernatePersistenceConfiguration("notes")
            .managedClass(Note.class)
            .jdbcUrl(url)
            .jdbcCredentials(user, password)
            .schemaToolingAction(Action.CREATE_DROP)
            .createEntityManagerFactory();
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
    sessions.close();
  }
}
