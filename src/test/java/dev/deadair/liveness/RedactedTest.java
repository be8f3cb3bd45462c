package dev.deadair.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://me:p%40ss@am/x@y              | https://am/x@y",
        "https://me:p@ss@am:9093/x             | https://am:9093/x",
        "http://me:word@a/,http://you:word@b/  | http://a/,http://b/",
        "err=\"Post http://me:word@a/x: EOF\" to=you@b | err=\"Post http://a/x: EOF\" to=you@b",
        "{\"url\":\"http://a\",\"by\":\"you@b\"} | {\"url\":\"http://a\",\"by\":\"you@b\"}",
        "events.pagerduty.com                  | events.pagerduty.com",
        "http://a/?q=//x@y                     | http://a/?q=//y",
      })
  void ofNoUrlTheUserOrPasswordIsShown(String text, String shown) {
    assertThat(Redacted.urls(text)).isEqualTo(shown);
  }

  @Test
  void ofAPlaceNeitherIsItsQuery() {
    assertThat(Redacted.place("https://me:word@a/write?token=word#word"))
        .isEqualTo("https://a/write");
    assertThat(Redacted.place("")).isEmpty();
  }
}
