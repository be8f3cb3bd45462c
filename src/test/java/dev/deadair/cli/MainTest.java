package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void withoutACommandItPrintsItsUsage() {
    var out = new StringWriter();

    var exit = Main.commandLine().setOut(new PrintWriter(out)).execute();

    assertThat(exit).isZero();
    assertThat(out.toString()).startsWith("Usage: deadair");
  }
}
