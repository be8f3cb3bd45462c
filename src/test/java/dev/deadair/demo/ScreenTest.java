package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final StringWriter printed = new StringWriter();

  @Test
  void aFileGetsALineWhenAStateChangesAndEveryFiveSeconds() {
    var screen = new Screen(new PrintWriter(printed), false);

    screen.show(progress(60, "producing"));
    screen.show(progress(61, "producing"));
    screen.show(progress(62, "stalled"));
    screen.show(progress(66, "stalled"));
    screen.show(progress(67, "stalled"));
    screen.end();

    assertThat(printed.toString())
        .isEqualTo(
            """
            1:00  in two words, this is next    eqsin producing
            1:02  in two words, this is next    eqsin stalled
            1:07  in two words, this is next    eqsin stalled
            """);
  }

  @Test
  void aTerminalGetsEveryLineInThePlaceOfTheOneBefore() {
    var screen = new Screen(new PrintWriter(printed), true);

    screen.show(progress(1, "producing"));
    screen.show(progress(2, "producing"));
    screen.end();

    assertThat(printed.toString())
        .isEqualTo(
            "\r"
                + "\u001b[?7l0:01  in two words, this is next    eqsin"
                + " producing\u001b[K\u001b[?7h\r"
                + "\u001b[?7l0:02  in two words, this is next    eqsin"
                + " producing\u001b[K\u001b[?7h\n");
  }

  @Test
  void onATerminalWhatStaysIsPrintedAboveTheLiveLine() {
    var screen = new Screen(new PrintWriter(printed), true);

    screen.say("first");
    screen.show(progress(1, "producing"));
    screen.say("second");

    assertThat(printed.toString().replaceAll("\u001b\\[[?0-9]*[a-zA-Z]", ""))
        .isEqualTo(
            "first\n\r0:01  in two words, this is next    eqsin producing"
                + "\rsecond\n\r0:01  in two words, this is next    eqsin producing");
  }

  private static Progress progress(int seconds, String state) {
    return new Progress(
        Duration.ofSeconds(seconds), Map.of("eqsin", state), "in two words, this is next");
  }
}
