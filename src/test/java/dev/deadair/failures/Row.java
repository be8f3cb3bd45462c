package dev.deadair.failures;

import dev.deadair.diagnosis.Code;
import dev.deadair.liveness.BlindCause;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A way in which a real server fails, and what must be seen of it. */
interface Row {

  /** The constant's. */
  String name();

  /** Whether it stands for its kind in every build; the others are for {@code -Pfull}. */
  boolean isOneOfItsKind();

  Shows shows(String version);

  /** Configures the server, before its first start. */
  default void prepare(Scene scene) throws Exception {}

  /** How long it may take until all of it is seen. */
  default Duration patience() {
    return Duration.ofSeconds(100);
  }

  /** Breaks the server, which is producing. */
  void befall(Scene scene) throws Exception;

  /** How the manual calls it. */
  default String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Something that is done with a server. */
  interface Deed {
    void in(Scene scene) throws Exception;
  }

  /**
   * What is seen of a failure.
   *
   * @param state of the instance, its lower-case word
   * @param codes what is found
   * @param passing what may be found besides for a while
   * @param blind why nothing can be said of it any more
   */
  record Shows(String state, Set<Code> codes, Set<Code> passing, Optional<BlindCause> blind) {

    static Shows of(String state, Code... codes) {
      var found = EnumSet.noneOf(Code.class);
      found.addAll(Set.of(codes));
      return new Shows(state, found, Set.of(), Optional.empty());
    }

    static Shows blind(BlindCause cause) {
      return new Shows("producing", Set.of(), Set.of(), Optional.of(cause));
    }

    Shows passing(Code... codes) {
      return new Shows(state, this.codes, Set.of(codes), blind);
    }

    /** How the manual says it. */
    String words() {
      var found =
          codes.isEmpty()
              ? "none"
              : String.join(", ", codes.stream().map(each -> "`" + each.word() + "`").toList());
      return blind
          .map(cause -> "blind, `" + cause.code() + "` | none")
          .orElse(state + " | " + found);
    }
  }
}
