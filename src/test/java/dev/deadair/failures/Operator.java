package dev.deadair.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Parts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A person at the machine of a scene's server, who does in a shell what an action says. There
 * {@code systemctl}, {@code journalctl}, {@code pgrep} and {@code pkill} are about that server, and
 * really stop and start it; its directory, its port and its configuration are where Debian has
 * them.
 */
final class Operator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Programs that only look, and that a machine which builds may lack. */
  private static final Set<String> OPTIONAL = Set.of("ss", "ps", "findmnt", "dmesg", "fuser");

  /** Sends its name and arguments to the {@link Operator} and becomes what comes back. */
  private static final String SHIM =
      """
      #!/bin/bash
      exec 3<>/dev/tcp/127.0.0.1/PORT
      printf '%s\\n' "${0##*/} $*" >&3
      IFS= read -r status <&3
      cat <&3
      exit "$status"
      """;

  private final Scene scene;
  private final Path bin;
  private final ServerSocket socket;
  private final StringBuilder said = new StringBuilder();

  Operator(Scene scene) throws IOException {
    this.scene = scene;
    this.bin = Files.createDirectory(scene.server.configFile().resolveSibling("bin"));
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    for (var name :
        List.of("systemctl", "journalctl", "pgrep", "pkill", "chronyc", "timedatectl")) {
      Files.writeString(
          bin.resolve(name), SHIM.replace("PORT", Integer.toString(socket.getLocalPort())));
      Files.setPosixFilePermissions(
          bin.resolve(name), PosixFilePermissions.fromString("rwx------"));
    }
    link("prometheus", Parts.program("prometheus-" + scene.version, "prometheus"));
    link("promtool", Parts.program("prometheus-" + scene.version, "promtool"));
    link("deadair", Path.of("target/deadair/bin/deadair").toAbsolutePath());
    Thread.ofVirtual().start(this::serve);
  }

  /** There is no deadair on that machine. */
  Operator withoutDeadair() throws IOException {
    Files.writeString(
        bin.resolve("deadair"), "#!/bin/sh\necho 'deadair: not found' >&2; exit 127\n");
    return this;
  }

  private void link(String name, Path program) throws IOException {
    assertThat(program).isExecutable();
    Files.writeString(bin.resolve(name), "#!/bin/sh\nexec '" + program + "' \"$@\"\n");
    Files.setPosixFilePermissions(bin.resolve(name), PosixFilePermissions.fromString("rwx------"));
  }

  /** Does one step, and says what its commands said. */
  String run(Action.Step step) throws Exception {
    var script =
        step.script()
            .replace("/var/lib/prometheus/metrics2", scene.server.dataDir().toString())
            .replace("/etc/prometheus/prometheus.yml", scene.server.configFile().toString())
            .replace("/etc/prometheus/", scene.server.configFile().getParent() + "/")
            .replace("/etc/deadair/deadair.conf", deadairConf().toString())
            .replace("http://localhost:9090", scene.server.url())
            .replace("sport = :9090", "sport = :" + scene.server.port())
            .replace("chown -R prometheus:", "chown -R " + System.getProperty("user.name") + ":");
    var shell = new ProcessBuilder("bash").redirectErrorStream(true);
    shell.environment().merge("PATH", bin + ":", (path, first) -> first + path);
    var process = shell.start();
    try (var in = process.getOutputStream()) {
      in.write(script.getBytes(UTF_8));
    }
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end: " + script + "\n" + output);
    }
    said.append(step.words()).append('\n').append(script).append(output).append('\n');
    assertThat(unknown(output)).as(said.toString()).isEmpty();
    assertThat(output).as(said.toString()).doesNotContain("syntax error", "unbound variable");
    return output;
  }

  private Path deadairConf() throws IOException {
    return Files.writeString(
        bin.resolveSibling("deadair.conf"), "deadair.sites.local.instances = []\n");
  }

  /** Everything that was done, and what came of it. */
  String said() {
    return said + "\n" + scene.story();
  }

  private static List<String> unknown(String output) {
    return output
        .lines()
        .filter(each -> each.endsWith(": command not found"))
        .filter(
            each -> Stream.of(each.split(":", -1)).map(String::strip).noneMatch(OPTIONAL::contains))
        .toList();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (var caller = socket.accept()) {
        answer(caller);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void answer(Socket caller) throws IOException {
    var line = new BufferedReader(new InputStreamReader(caller.getInputStream(), UTF_8)).readLine();
    var words = List.of(line.strip().split(" +", -1));
    var answer =
        switch (words.getFirst()) {
          case "systemctl" -> scene.init.systemctl(words.subList(1, words.size()));
          case "journalctl" -> words.contains("-k") ? "0\n" : "0\n" + scene.server.log();
          case "chronyc", "timedatectl" -> "0\nsynchronised\n"; // nobody sets this machine's clock
          case "pgrep" -> scene.server.isAlive() ? "0\n" + scene.server.pid() + "\n" : "1\n";
          case "pkill" -> pkill(words);
          default -> "127\n";
        };
    caller.getOutputStream().write(answer.getBytes(UTF_8));
  }

  private String pkill(List<String> words) {
    if (!words.contains("-CONT")) {
      return "2\n";
    }
    scene.server.thaw();
    return "0\n";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
