package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void textIsEscaped() {
    assertThat(Json.of("a\"b\\c\n\u0007ß")).isEqualTo("\"a\\\"b\\\\c\\n\\u0007ß\"");
  }

  @Test
  void whatIsInsideIsIndented() {
    assertThat(Json.of(Map.of("list", List.of(1, true, Map.of(), List.of()))))
        .isEqualTo(
            """
            {
              "list": [
                1,
                true,
                {},
                []
              ]
            }\
            """);
  }

  @Test
  void whatIsNotThereIsNull() {
    assertThat(Json.of(Collections.singletonMap("seconds", null)))
        .isEqualTo(
            """
            {
              "seconds": null
            }\
            """);
  }
}
