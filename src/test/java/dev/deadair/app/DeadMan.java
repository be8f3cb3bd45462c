package dev.deadair.app;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A dead man's switch, or anything else outside that counts how often it is called. */
final class DeadMan implements AutoCloseable {
  private final AtomicInteger calls = new AtomicInteger();
  private final HttpServer server;
  private int seen;

  DeadMan() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  int count() {
    return calls.get();
  }

  /** Whether nobody called since this was asked last. */
  boolean isQuiet() {
    var now = count();
    var quiet = now == seen;
    seen = now;
    return quiet;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
