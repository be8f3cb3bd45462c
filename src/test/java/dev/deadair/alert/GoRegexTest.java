package dev.deadair.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Go's regexp would say, for what Java's would say differently. */
class GoRegexTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "dc1 ~ dc1 ~ true",
        "dc ~ dc1 ~ false",
        "dc.|ulsfo ~ ulsfo ~ true",
        "(?P<dc>dc)[0-9]+ ~ dc12 ~ true",
        "(?<dc>dc)[0-9]+ ~ dc12 ~ true",
        "(?i)DC1 ~ dc1 ~ true",
        "(?i:É)s ~ és ~ true",
        "(?U)d.*1 ~ dc1 ~ true",
        "(?i-s:DC)1 ~ dc1 ~ true",
        "[[:alpha:]]+ ~ dca ~ true",
        "[[:^alpha:]]+ ~ dca ~ false",
        "[[:word:]-]+ ~ d_c-1 ~ true",
        "[[a]+ ~ [a ~ true",
        "[a&&b]+ ~ a&b ~ true",
        "[]a]+ ~ ]a ~ true",
        "[^]a]+ ~ ]a ~ false",
        "[\\[\\]]+ ~ [] ~ true",
        "a{,2} ~ a{,2} ~ true",
        "a{1,2} ~ aa ~ true",
        "a{1,2} ~ aaa ~ false",
        "x{y} ~ x{y} ~ true",
        "\\pL+ ~ dcä ~ true",
        "\\p{Greek}+ ~ αβ ~ true",
        "\\P{Greek}+ ~ αβ ~ false",
        "\\p{^Greek} ~ a ~ true",
        "\\Qa.b\\E. ~ a.bc ~ true",
        "\\x41\\x{42} ~ AB ~ true",
        "\\101 ~ A ~ true",
        "^dc1$ ~ dc1 ~ true",
        "d-c\\-1 ~ d-c-1 ~ true",
        "a.b ~ a\u2028b ~ true",
        "a+?b*? ~ aab ~ true",
      })
  void matchesAsGoDoes(String regex, String value, boolean matches) {
    assertThat(new GoRegex(regex).matches(value)).isEqualTo(matches);
  }

  @Test
  void aDollarIsTheVeryEnd() {
    assertThat(new GoRegex("dc1$\\n?").matches("dc1\n")).isFalse();
    assertThat(new GoRegex("(?m)dc1$\\n?").matches("dc1\n")).isTrue();
    assertThat(new GoRegex("dc.").matches("dc\n")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a**", "a++", "(?=a)", "(?>a)", "(?<!a)b", "(a", "[a", "\\", "\\h", "[[:no:]]"})
  void whatGoRefusesIsRefused(String regex) {
    assertThatIllegalArgumentException().isThrownBy(() -> new GoRegex(regex));
  }

  /** RE2 would say no as well; what is decided is that no turn waits for such an expression. */
  @Test
  void doesNotBacktrackForEver() {
    var regex = new GoRegex("(.*a){25}b");

    assertThat(regex.matches("a".repeat(60))).isFalse();
  }
}
