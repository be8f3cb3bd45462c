package dev.deadair.notify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** A proxy that opens one tunnel, and keeps the head of the request for it. */
final class TunnelProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  final CompletableFuture<String> head = new CompletableFuture<>();

  TunnelProxy(int target, String answer) throws IOException {
    Thread.ofVirtual().start(() -> serve(target, answer));
  }

  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  private void serve(int target, String answer) {
    try (var client = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      var text = new StringBuilder();
      while (text.indexOf("\r\n\r\n") < 0) {
        text.append((char) client.getInputStream().read());
      }
      head.complete(text.toString());
      client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(ISO_8859_1));
      var there = Thread.ofVirtual().start(() -> pump(client, server));
      pump(server, client);
      there.interrupt();
    } catch (IOException e) {
      head.completeExceptionally(e);
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of the two went away.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
