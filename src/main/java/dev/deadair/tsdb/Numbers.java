package dev.deadair.tsdb;

import java.util.OptionalLong;

/** Numbers in file names, as the server reads them: {@code 00000007}, but also {@code 7}. */
final class Numbers {
  private Numbers() {}

  /** As {@code strconv.Atoi}, by which it knows the segments of the write-ahead log. */
  static OptionalLong signed(String name) {
    if (!name.matches("[+-]?[0-9]+")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(name));
    } catch (NumberFormatException outOfRange) {
      return OptionalLong.empty();
    }
  }

  /** As {@code strconv.ParseUint}, by which it knows files of chunks. */
  static OptionalLong unsigned(String name) {
    if (!name.matches("[0-9]+")) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(name));
    } catch (NumberFormatException outOfRange) {
      return OptionalLong.empty();
    }
  }
}
