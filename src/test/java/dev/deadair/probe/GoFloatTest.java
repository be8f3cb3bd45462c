package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoFloatTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0.0",
    "+1, 1",
    "007, 7",
    "5., 5",
    ".5, 0.5",
    "-1.5e-3, -0.0015",
    "1E+9, 1e9",
    "1.795350579437e+12, 1795350579437",
    "9223372036854775807, 9223372036854775807",
    "-9.223372036854776e+18, -9223372036854775808",
    "4.9e-324, 4.9e-324",
    "1e999, Infinity",
    "NaN, NaN",
    "nan, NaN",
    "Inf, Infinity",
    "+Inf, Infinity",
    "-inf, -Infinity",
    "-Infinity, -Infinity"
  })
  void readsWhatGoWrites(String text, Double number) {
    assertThat(parse(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "-",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e5.",
        "1.2.3",
        "--1",
        "1d",
        "1f",
        "0x10",
        "0x1p3",
        "1_000",
        " 1",
        "1 ",
        "+NaN",
        "-nan",
        "Infinit",
        "infinityy",
        "١",
        "1,5"
      })
  void refusesWhatPrometheusRefuses(String text) {
    assertThat(parse(text)).isNull();
  }

  @Test
  void agreesWithJavaOnRandomNumbers() {
    var random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(parse(Double.toString(number))).isEqualTo(number);
      }
      long whole = random.nextLong() >> random.nextInt(64);
      assertThat(parse(Long.toString(whole))).isEqualTo((double) whole);
    }
  }

  private static @Nullable Double parse(String text) {
    var bytes = ("x" + text + "1").getBytes(UTF_8);
    return GoFloat.parse(bytes, 1, bytes.length - 1);
  }
}
