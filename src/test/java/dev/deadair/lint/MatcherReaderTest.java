package dev.deadair.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line as Alertmanager shows it again. */
class MatcherReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a=b                      ~ [a=\"b\"]",
        " a = b c                 ~ [a=\"b c\"]",
        "a!=\"b\"                 ~ [a!=\"b\"]",
        "{a=\"b\",c!=d}           ~ [a=\"b\", c!=\"d\"]",
        "a=\"b,c\",d=e,           ~ [a=\"b,c\", d=\"e\"]",
        "a=\"b\\\"c\"             ~ [a=\"b\\\"c\"]",
        "a=\"b\\d\"               ~ [a=\"b\\\\d\"]",
        "a=                       ~ [a=\"\"]",
        "{}                       ~ []",
        "a:b=c                    ~ [a:b=\"c\"]",
        "\"a b\"=\"c\"            ~ [\"a b\"=\"c\"]",
        "{\"a\"=\"\\u00e9\"}      ~ [a=\"é\"]",
        "é=b                      ~ [é=\"b\"]",
      })
  void readsWhatAlertmanagerReads(String line, String matchers) {
    assertThat(MatcherReader.read(line)).hasToString(matchers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=\"b", "a=b\"c", "=b", "a~b", "a=\"b\"c\"", "\"a\"=\"b\\q\""})
  void refusesWhatAlertmanagerRefuses(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> MatcherReader.read(line));
  }
}
