package dev.deadair.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection to a part that can be cut: what is sent then arrives nowhere, either way. */
final class Cable implements AutoCloseable {

  private final ServerSocket near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int far;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  Cable(int far) throws IOException {
    this.far = far;
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + near.getLocalPort();
  }

  void cut(boolean gone) throws IOException {
    cut = gone;
    for (var each : sockets) {
      each.close();
    }
  }

  private void accept() {
    while (!near.isClosed()) {
      try {
        var here = near.accept();
        sockets.add(here);
        if (!cut) {
          var there = new Socket(InetAddress.getLoopbackAddress(), far);
          sockets.add(there);
          Thread.ofVirtual().start(() -> copy(here, there));
          Thread.ofVirtual().start(() -> copy(there, here));
        }
      } catch (IOException e) {
        // Closed, or nobody there: whoever connects finds out.
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other end is gone, and so is this one.
    } finally {
      sockets.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    near.close();
    cut(true);
  }
}
