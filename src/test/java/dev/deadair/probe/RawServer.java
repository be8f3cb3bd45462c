package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server on a loopback port that treats every connection as its script says. */
final class RawServer implements AutoCloseable {

  /** What is done with one connection; it is closed afterwards. */
  interface Script {
    void serve(Socket socket) throws Exception;
  }

  private final ServerSocket listener;
  private final Thread acceptor;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final String scheme;

  RawServer(Script script) {
    this(ServerSocketFactory.getDefault(), "http", script);
  }

  RawServer(ServerSocketFactory sockets, String scheme, Script script) {
    this.scheme = scheme;
    try {
      listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = Thread.startVirtualThread(() -> accept(script));
  }

  private void accept(Script script) {
    try {
      while (true) {
        var socket = listener.accept();
        accepted.add(socket);
        Thread.startVirtualThread(() -> serve(socket, script));
      }
    } catch (SocketException _) {
      // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket socket, Script script) {
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (socket) {
      script.serve(socket);
    } catch (Exception _) {
      // The other side has had enough, or the test has ended.
    } finally {
      open.decrementAndGet();
    }
  }

  /** Every connection ever accepted. */
  List<Socket> accepted() {
    return accepted;
  }

  /** How many connections were open at the same time. */
  int mostOpen() {
    return mostOpen.get();
  }

  URI url() {
    return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
  }

  /**
   * Answers request after request over the connection: a path goes in, a whole answer comes out.
   */
  static Script http(UnaryOperator<String> answers) {
    return socket -> {
      var requests = reader(socket);
      for (var line = request(requests); line != null; line = request(requests)) {
        write(socket, answers.apply(line.split(" ", -1)[1]));
      }
    };
  }

  /** Reads a request without a body; its first line, or null at the end of the connection. */
  static @Nullable String request(BufferedReader from) throws IOException {
    var first = from.readLine();
    for (var line = first; line != null && !line.isEmpty(); ) {
      line = from.readLine();
    }
    return first;
  }

  /** Reads a request without a body; its lines, none at the end of the connection. */
  static List<String> head(BufferedReader from) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = from.readLine(); line != null && !line.isEmpty(); line = from.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** A whole answer, ready for the wire. */
  static String answer(int status, String body) {
    return "HTTP/1.1 %d whatever\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  /** Lets the peer see a reset instead of an end. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits until the peer hangs up. */
  static void hang(Socket socket) throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void close() {
    die();
  }

  /** Lets go of the port and of every connection. */
  void die() {
    try {
      listener.close();
      acceptor.join();
      for (var socket : accepted) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
