package dev.deadair.diagnosis;

import java.util.Optional;

/** One thing that can be wrong with a server: how it shows, and what is to be said of it. */
interface Rule {

  Code code();

  /**
   * What is to be remembered of it after {@code visit}; empty when nothing of the kind is wrong.
   */
  Optional<Mark> after(Optional<Mark> before, Visit visit);

  /** What there is to say while {@code mark} stands; empty while that is too little. */
  Optional<Finding> finding(Mark mark, Visit visit);
}
