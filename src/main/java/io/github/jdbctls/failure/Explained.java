package io.github.jdbctls.failure;

/** An exception of ours that carries its problem through a library's code. */
public interface Explained {
  /** Returns the problem. */
  Problem problem();
}
