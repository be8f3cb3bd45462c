package dev.deadair.tsdb.format;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A value in JSON. */
sealed interface JsonValue {
  /** An object: a list, because a name may come twice. */
  record Members(List<Member> list) implements JsonValue {}

  /** A name and its value. */
  record Member(String name, JsonValue value) {}

  /** An array. */
  record Elements(List<JsonValue> list) implements JsonValue {}

  /** A string. */
  record Text(String text) implements JsonValue {}

  /** True or false. */
  record Truth(boolean isTrue) implements JsonValue {}

  /** The word {@code null}. */
  record Null() implements JsonValue {}

  /** A number as it was written. */
  record Numeral(String text) implements JsonValue {
    private static final int LONGEST = 20;

    /** Nothing if it is no integer of 64 bits, or written with a point or an exponent. */
    Optional<BigDecimal> asInteger() {
      return text.length() <= LONGEST && text.matches("-?[0-9]+")
          ? Optional.of(new BigDecimal(text))
          : Optional.empty();
    }
  }
}
