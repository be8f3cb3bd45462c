package dev.deadair.parts;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A real name server, dnsmasq, that knows the names it is told and nothing else. */
public final class NameServer implements AutoCloseable {
  private final Port port = new Port();
  private final Path home;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Process process;

  /** Starts it. */
  public NameServer() throws IOException {
    home = Files.createTempDirectory("deadair-dnsmasq");
    Files.createFile(hosts());
    var command =
        new ProcessBuilder(
                Parts.program("dnsmasq", "dnsmasq").toString(),
                "--no-daemon", // it changes no user then
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--addn-hosts=" + hosts(),
                "--local-ttl=0",
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--port=" + port.number(),
                "--log-queries")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log().toFile()));
    command.environment().put("LD_LIBRARY_PATH", Parts.folder("dnsmasq").resolve("lib").toString());
    process = command.start();
    Reaper.watch(process);
    awaitLog("read " + hosts());
  }

  /** As a configuration names it. */
  public String address() {
    return port.address();
  }

  /** Lets a name lead to an address from now on. */
  public void lead(String name, String address) throws Exception {
    names.put(name, address);
    Files.writeString(
        hosts(),
        names.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining("\n", "", "\n")));
    var before = log(hosts().toString());
    var hangUp = new ProcessBuilder("sh", "-c", "kill -HUP " + process.pid()).start();
    if (hangUp.waitFor() != 0) {
      throw new IllegalStateException("no dnsmasq to tell");
    }
    await("the name moved")
        .atMost(Duration.ofSeconds(30))
        .until(() -> log(hosts().toString()) > before);
  }

  private void awaitLog(String words) {
    await("dnsmasq says: " + words)
        .atMost(Duration.ofSeconds(30))
        .failFast("dnsmasq ended: " + text(), () -> !process.isAlive())
        .until(() -> log(words) > 0);
  }

  /** How many lines it has logged with these words. */
  private long log(String words) {
    return text().lines().filter(line -> line.contains(words)).count();
  }

  private String text() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path hosts() {
    return home.resolve("names");
  }

  private Path log() {
    return home.resolve("log");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    port.close();
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
