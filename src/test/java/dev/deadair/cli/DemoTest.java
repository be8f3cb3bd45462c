package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"here", "here:", "here:80/path", ":all", "not here:80", ""})
  void whatIsNoAddressIsSaidToBeNone(String address) {
    assertThat(demo("--web.listen-address=" + address)).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("--web.listen-address: " + address + " is not HOST:PORT")
        .contains("Usage: deadair demo");
  }

  @Test
  void anAddressThatSomebodyElseHasIsSaidToBeTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = "127.0.0.1:" + taken.getLocalPort();

      assertThat(demo("--web.listen-address=" + address)).isEqualTo(2);

      assertThat(err.toString())
          .startsWith("The demo cannot run: cannot listen on " + address + ": ");
    }
  }

  private int demo(String option) {
    return Main.commandLine().setErr(new PrintWriter(err)).execute("demo", option);
  }
}
