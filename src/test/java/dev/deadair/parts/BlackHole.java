package dev.deadair.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP port of 127.0.0.1 on which connects get no answer, as if a firewall dropped them.
 *
 * <p>It listens, accepts nothing and keeps its own accept queue full: Linux then drops each further
 * SYN (while {@code tcp_abort_on_overflow} is 0, its default).
 */
public final class BlackHole implements AutoCloseable {
  private static final int ANSWER_MILLIS = 200;

  private final ServerSocket listener;
  private final List<Socket> queue = new ArrayList<>();

  /** Opens one on a port of the kernel's choice. */
  public BlackHole() {
    this(0);
  }

  /** Opens one on a port that nobody listens on, such as that of a dead {@link Part}. */
  public BlackHole(int port) {
    try {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      while (takesOneMore()) {}
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Lets go of the port: what is connecting or queued is reset, later connects are refused. */
  @Override
  public void close() {
    try {
      listener.close();
      for (var socket : queue) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean takesOneMore() throws IOException {
    var socket = new Socket();
    try {
      socket.connect(listener.getLocalSocketAddress(), ANSWER_MILLIS);
      queue.add(socket);
      return true;
    } catch (SocketTimeoutException _) {
      socket.close();
      return false;
    }
  }
}
