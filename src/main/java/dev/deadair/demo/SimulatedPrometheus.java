package dev.deadair.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus server as it looks from outside: an address on loopback that refuses connections
 * while no process lives there, and serves what the life of the process has come to while one does.
 *
 * <p>Started and killed by one thread at a time.
 */
final class SimulatedPrometheus implements AutoCloseable {
  private final String name;
  private final HeldPort port;
  private @Nullable ServerProcess process;

  SimulatedPrometheus(String name) throws IOException {
    this.name = name;
    this.port = new HeldPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  String name() {
    return name;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port.number());
  }

  /** Begins {@code life}; when this returns it answers. A life that was there is over. */
  void start(ServerLife life) {
    kill();
    try {
      process =
          new ServerProcess(
              life, new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not listen", e);
    }
  }

  /** Ends the life that is there, if one is; when this returns connections are refused. */
  void kill() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  @Override
  public void close() {
    kill();
    port.close();
  }
}
