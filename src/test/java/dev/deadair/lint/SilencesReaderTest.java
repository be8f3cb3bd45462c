package dev.deadair.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.lint.SilencesReader.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilencesReaderTest {

  private static final String ONE =
      """
      {"id":"a-b","status":{"state":"STATE"},"updatedAt":"2026-11-05T12:00:00.000Z",
       "comment":"moving \\"racks\\"","createdBy":"bob",
       "startsAt":"2026-11-05T13:00:00.000+01:00","endsAt":"2026-11-05T14:00:00.000Z",
       "matchers":[{"isEqual":false,"isRegex":true,"name":"site","value":"dc[12]"},
                   {"isRegex":false,"name":"severity","value":"critical"}]}
      """;

  @Test
  void readsWhoMadeItUntilWhenAndOfWhat() {
    var silence = read("[" + ONE.replace("STATE", "active") + "]").getFirst();

    assertThat(silence.id()).isEqualTo("a-b");
    assertThat(silence.author()).isEqualTo("bob");
    assertThat(silence.comment()).isEqualTo("moving \"racks\"");
    assertThat(silence.from()).isEqualTo(Instant.parse("2026-11-05T12:00:00Z"));
    assertThat(silence.until()).isEqualTo(Instant.parse("2026-11-05T14:00:00Z"));
    assertThat(silence.matchers())
        .extracting(Object::toString)
        .containsExactly("site!~\"dc[12]\"", "severity=\"critical\"");
  }

  @Test
  void leavesOutWhatIsOverAndKeepsWhatIsToCome() {
    var all = "[" + ONE.replace("STATE", "expired") + "," + ONE.replace("STATE", "pending") + "]";

    assertThat(read(all)).hasSize(1);
    assertThat(read("[]")).isEmpty();
  }

  @Test
  void aCommentMayBeLong() {
    var long_ = ONE.replace("STATE", "active").replace("moving", "x".repeat(100_000));

    assertThat(read("[" + long_ + "]").getFirst().comment()).hasSize(1025);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\": 401}",
        "[{\"id\": \"a\", \"status\": {\"state\": \"active\"}}]",
        "[{\"matchers\": [{\"name\": \"a\", \"value\": \"(\", \"isRegex\": true}]}]",
        "<html>",
      })
  void whatIsNoListOfSilencesIsNotRead(String body) {
    assertThat(SilencesReader.silences(body)).isInstanceOf(Result.NotRead.class);
  }

  private static List<dev.deadair.alert.Silence> read(String json) {
    return ((Result.Read) SilencesReader.silences(json)).silences();
  }
}
