package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.deadair.parts.Prometheus;
import dev.deadair.parts.RestartLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The few commands of {@code docker compose} that the composition's switch gives, over processes of
 * this machine that are started again whenever they die. What is stopped is killed.
 */
final class PretendEngine implements AutoCloseable {
  private final Map<String, Prometheus> servers;
  private final Map<String, RestartLoop> alive = new ConcurrentHashMap<>();
  private final ServerSocket calls;

  PretendEngine(Map<String, Prometheus> servers) throws IOException {
    this.servers = servers;
    this.calls = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  /** Puts a program of that name before all others. */
  void takeTheNameOfDocker(Map<String, String> environment, Path folder) throws IOException {
    var docker = folder.resolve("docker");
    // It says its words to us, one a line, and ends as we say.
    Files.writeString(
        docker,
        """
        #!/usr/bin/env bash
        exec 3<>/dev/tcp/127.0.0.1/%d
        printf '%%s\\n' "$#" "$@" >&3
        read -r status <&3
        exit "$status"
        """
            .formatted(calls.getLocalPort()));
    docker.toFile().setExecutable(true);
    environment.merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
  }

  void start(String name) {
    alive.computeIfAbsent(name, _ -> server(name).restartLoop(Duration.ofSeconds(1)));
  }

  private Prometheus server(String name) {
    return requireNonNull(servers.get(name), name);
  }

  private void stop(String name) {
    var loop = alive.remove(name);
    if (loop != null) {
      loop.close();
    }
  }

  private int obey(List<String> words) throws IOException, InterruptedException {
    var name = words.stream().filter(servers::containsKey).findFirst().orElseThrow();
    switch (words.get(1)) {
      case "start" -> start(name);
      case "stop" -> stop(name);
      case "restart" -> {
        stop(name);
        start(name);
        server(name).awaitReady();
      }
      case "pause" -> server(name).freeze();
      case "unpause" -> server(name).thaw();
      case "run" -> {
        var line = words.getLast().replace("/prometheus", server(name).dataDir().toString());
        return new ProcessBuilder("/bin/sh", "-c", line).inheritIO().start().waitFor();
      }
      default -> throw new IllegalArgumentException("not pretended: " + words);
    }
    return 0;
  }

  private void listen() {
    while (!calls.isClosed()) {
      try (var call = calls.accept()) {
        call.getOutputStream().write((answer(call) + "\n").getBytes(UTF_8));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private int answer(Socket call) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(call.getInputStream(), UTF_8));
    var words = new ArrayList<String>();
    for (var left = Integer.parseInt(lines.readLine()); left > 0; left--) {
      words.add(lines.readLine());
    }
    try {
      return obey(words);
    } catch (RuntimeException | InterruptedException e) {
      System.err.println("pretended engine: " + words + ": " + e);
      return 125;
    }
  }

  @Override
  public void close() {
    alive.keySet().forEach(this::stop);
    try {
      calls.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
