package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd, as far as it listens: told when we are ready, that turns end, and that we stop.
 *
 * <p>The protocol is sd_notify(3): one datagram a message to the Unix socket that {@code
 * NOTIFY_SOCKET} names. The JDK has no such datagrams, so it is {@code sendto(2)} itself. Where
 * nobody listens nothing is sent.
 */
final class ServiceManager implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

  /** From Linux's headers; the same on every architecture that a JDK is there for. */
  private static final int AF_UNIX = 1;

  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;

  /** MSG_DONTWAIT, since no turn may wait for systemd, and MSG_NOSIGNAL. */
  private static final int NOW_OR_NEVER = 0x40 | 0x4000;

  /** sockaddr_un: a family of two bytes, then the path. */
  private static final int LONGEST_PATH = 108;

  private final Optional<Socket> socket;
  private final Duration watchdog;
  private long fedAt = Long.MIN_VALUE;
  private boolean ready;
  private boolean failed;

  private ServiceManager(Optional<Socket> socket, Duration watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /** The one that started us, by the variables it has set; {@code pid} is our own. */
  static ServiceManager of(Map<String, String> environment, long pid) {
    var path = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (!path.startsWith("/") && !path.startsWith("@")) {
      return new ServiceManager(Optional.empty(), Duration.ZERO);
    }
    return new ServiceManager(Socket.to(path), watchdog(environment, pid));
  }

  /** How often it wants to be fed: at least twice within what it waits; zero where it does not. */
  private static Duration watchdog(Map<String, String> environment, long pid) {
    var whose = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    try {
      return whose.equals(Long.toString(pid))
          ? Duration.ofNanos(
              Math.multiplyExact(
                  Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0")), 500))
          : Duration.ZERO;
    } catch (NumberFormatException | ArithmeticException e) {
      return Duration.ZERO;
    }
  }

  /** A turn has ended; the thread of the turns says so itself, or it would prove nothing. */
  void turned() {
    if (!ready) {
      ready = true;
      tell("READY=1\nSTATUS=watching");
    }
    var now = System.nanoTime();
    if (watchdog.isPositive()
        && (fedAt == Long.MIN_VALUE || now - fedAt >= watchdog.toNanos() * 9 / 10)) {
      fedAt = now;
      tell("WATCHDOG=1");
    }
  }

  @Override
  public void close() {
    tell("STOPPING=1");
    socket.ifPresent(Socket::close);
  }

  private void tell(String message) {
    if (socket.isPresent() && !socket.get().send(message) && !failed) {
      failed = true;
      LOG.warn("systemd=unreachable it is not told that turns end");
    }
  }

  /** An unconnected datagram socket, and the address that it sends to. */
  private static final class Socket implements AutoCloseable {
    private static final Linker LINKER = Linker.nativeLinker();

    private final Arena arena = Arena.ofShared();
    private final int descriptor;
    private final MemorySegment address;
    private final MethodHandle sendTo;

    private Socket(int descriptor, String path) {
      this.descriptor = descriptor;
      this.address = address(arena, path);
      this.sendTo =
          handle(
              "sendto",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_INT));
    }

    static Optional<Socket> to(String path) {
      var three = ValueLayout.JAVA_INT;
      try {
        var socket = handle("socket", FunctionDescriptor.of(three, three, three, three));
        var descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        return descriptor < 0 || path.getBytes(UTF_8).length >= LONGEST_PATH
            ? Optional.empty()
            : Optional.of(new Socket(descriptor, path));
      } catch (Throwable e) {
        throw new IllegalStateException("socket(2) cannot be called", e);
      }
    }

    /** A leading at sign stands for a leading zero: the abstract namespace. */
    private static MemorySegment address(Arena arena, String path) {
      var name = path.getBytes(UTF_8);
      if (name[0] == '@') {
        name[0] = 0;
      }
      var address = arena.allocate(2L + name.length + (name[0] == 0 ? 0 : 1));
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
      return address;
    }

    @SuppressWarnings("restricted") // the launcher allows native access
    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
      return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

    boolean send(String message) {
      var bytes = message.getBytes(UTF_8);
      try (var call = Arena.ofConfined()) {
        var data = call.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
        var sent =
            (long)
                sendTo.invokeExact(
                    descriptor,
                    data,
                    (long) bytes.length,
                    NOW_OR_NEVER,
                    address,
                    (int) address.byteSize());
        return sent == bytes.length;
      } catch (Throwable e) {
        throw new IllegalStateException("sendto(2) cannot be called", e);
      }
    }

    @Override
    public void close() {
      try {
        var close =
            handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        var _ = (int) close.invokeExact(descriptor);
      } catch (Throwable e) {
        throw new IllegalStateException("close(2) cannot be called", e);
      } finally {
        arena.close();
      }
    }
  }
}
