package dev.deadair.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamingTest {
  @ParameterizedTest
  @ValueSource(strings = {"eqsin", "eqsin.example", "São Paulo 1", "größe", "a_b-c:1", "東京", "🗼"})
  void whateverPrintsIsAName(String name) {
    assertThat(Naming.fault(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a/b", " a", "a ", "a\nb", "a\u0000", "a\u202eb", "a\u200bb", "\ud800"})
  void whatCannotBeReadOrSeparatesNamesIsNone(String name) {
    assertThat(Naming.fault(name)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "http://prometheus5001:9090, prometheus5001:9090",
    "http://prometheus5001:9090/ops, prometheus5001:9090_ops",
    "http://prometheus5001:9090/a/b, prometheus5001:9090_a_b",
    "http://prometheus5001, prometheus5001:80",
    "https://prometheus5001, prometheus5001:443",
    "http://[2001:db8::1]:9090/ops, [2001:db8::1]:9090_ops"
  })
  void anInstanceIsKnownByHostPortAndPath(URI url, String name) {
    assertThat(Naming.ofInstance(url)).isEqualTo(name);
    assertThat(Naming.fault(name)).isEmpty();
  }
}
