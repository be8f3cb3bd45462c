package dev.deadair.tsdb.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.tsdb.format.JsonValue.Elements;
import dev.deadair.tsdb.format.JsonValue.Member;
import dev.deadair.tsdb.format.JsonValue.Members;
import dev.deadair.tsdb.format.JsonValue.Null;
import dev.deadair.tsdb.format.JsonValue.Numeral;
import dev.deadair.tsdb.format.JsonValue.Text;
import dev.deadair.tsdb.format.JsonValue.Truth;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An object's fields, by name and type, as {@code json.Unmarshal} fills a struct: names in any
 * case, unknown ones left alone, the last of two, zero for what is missing or {@code null}. A field
 * of another type than asked for makes the whole unsound.
 */
final class JsonFields {
  private static final int ULID_LENGTH = 26;
  private static final BigDecimal HIGHEST = new BigDecimal(Long.MAX_VALUE);
  private static final BigDecimal LOWEST = new BigDecimal(Long.MIN_VALUE);
  private static final BigDecimal HIGHEST_UNSIGNED = new BigDecimal("18446744073709551615");

  private final List<Member> members;
  private boolean isSound = true;

  JsonFields(JsonValue object) {
    switch (object) {
      case Members(var list) -> members = list;
      case Null _ -> members = List.of();
      case Elements _, Text _, Truth _, Numeral _ -> {
        members = List.of();
        isSound = false;
      }
    }
  }

  /** Whether all that was asked for so far could be had. */
  boolean isSound() {
    return isSound;
  }

  void require(boolean condition) {
    isSound &= condition;
  }

  JsonFields object(String name) {
    return new JsonFields(value(name).orElse(new Null()));
  }

  List<JsonValue> list(String name) {
    return switch (value(name).orElse(new Elements(List.of()))) {
      case Elements(var list) -> list;
      case Members _, Text _, Truth _, Numeral _, Null _ -> unsound(List.of());
    };
  }

  boolean truth(String name) {
    return switch (value(name).orElse(new Truth(false))) {
      case Truth(var isTrue) -> isTrue;
      case Members _, Elements _, Text _, Numeral _, Null _ -> unsound(false);
    };
  }

  /** A signed integer of 64 bits. */
  long number(String name) {
    return integer(name, LOWEST, HIGHEST).longValue();
  }

  /** An unsigned integer of 64 bits; the higher half of them is one. */
  long count(String name) {
    return integer(name, BigDecimal.ZERO, HIGHEST_UNSIGNED).min(HIGHEST).longValue();
  }

  String ulid(String name) {
    var value = value(name).orElse(new Text("0".repeat(ULID_LENGTH)));
    require(isUlid(value));
    return value instanceof Text(var text) ? text : "";
  }

  /**
   * Only the length and the first letter are looked at ({@code ulid.Parse}, not the strict one).
   */
  static boolean isUlid(JsonValue value) {
    return switch (value) {
      case Text(var text) -> text.getBytes(UTF_8).length == ULID_LENGTH && text.charAt(0) <= '7';
      case Null _ -> true;
      case Members _, Elements _, Truth _, Numeral _ -> false;
    };
  }

  private BigDecimal integer(String name, BigDecimal least, BigDecimal most) {
    var number =
        switch (value(name).orElse(new Numeral("0"))) {
          case Numeral numeral -> numeral.asInteger();
          case Members _, Elements _, Text _, Truth _, Null _ -> Optional.<BigDecimal>empty();
        };
    return number
        .filter(each -> each.compareTo(least) >= 0 && each.compareTo(most) <= 0)
        .orElseGet(() -> unsound(BigDecimal.ZERO));
  }

  private <T> T unsound(T instead) {
    isSound = false;
    return instead;
  }

  /** The last of that name; {@code null} leaves what was there. */
  private Optional<JsonValue> value(String name) {
    return members.stream()
        .filter(each -> each.name().equalsIgnoreCase(name) && !(each.value() instanceof Null))
        .map(Member::value)
        .reduce((_, last) -> last);
  }
}
