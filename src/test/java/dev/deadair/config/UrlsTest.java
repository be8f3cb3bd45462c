package dev.deadair.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused is in the transcripts. */
class UrlsTest {
  @Test
  void aBaseHasNoSlashAtItsEnd() {
    assertThat(Urls.base("http://prometheus:9090/ops//"))
        .isEqualTo(URI.create("http://prometheus:9090/ops"));
    assertThat(Urls.base("http://prometheus:9090/"))
        .isEqualTo(URI.create("http://prometheus:9090"));
  }

  @Test
  void aLinkKeepsItsQueryAndFragment() {
    var link = "https://grafana.example/d/p?var-site=eqsin&to=now#panel-1";

    assertThat(Urls.link(link)).isEqualTo(URI.create(link));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a:9090, HTTP://A:9090",
    "http://a, http://a:80",
    "https://a/ops, https://A:443/ops",
    "http://a/x/../ops, http://a/ops"
  })
  void oneAddressHasOneCanonicalForm(URI one, URI other) {
    assertThat(Urls.canonical(one)).isEqualTo(Urls.canonical(other));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a, https://a",
    "http://a:9090, http://a:9091",
    "http://a/ops, http://a/Ops",
    "http://a:9090/ops, http://a:9090"
  })
  void differentAddressesHaveDifferentForms(URI one, URI other) {
    assertThat(Urls.canonical(one)).isNotEqualTo(Urls.canonical(other));
  }
}
