package com.example.mariadb;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** A text that is kept. */
@Entity
public class Note {
  @Id @GeneratedValue private Long id;
  private String text;

  /** For Hibernate. */
  protected Note() {}

  public Note(String text) {
    this.text = text;
  }

  public Long id() {
    return id;
  }

  public String text() {
    return text;
  }
}
