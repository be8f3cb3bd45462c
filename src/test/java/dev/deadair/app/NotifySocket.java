package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The end at which systemd listens: a bound Unix datagram socket. */
final class NotifySocket implements AutoCloseable {

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int DO_NOT_WAIT = 0x40;

  private final Arena arena = Arena.ofShared();
  private final int descriptor;

  NotifySocket(String path) {
    descriptor = (int) call("socket", FunctionDescriptor.of(INT, INT, INT, INT), 1, 2, 0);
    var name = path.getBytes(UTF_8);
    if (name[0] == '@') {
      name[0] = 0;
    }
    var address = arena.allocate(2L + name.length);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
    MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
    var bound =
        (int)
            call(
                "bind",
                FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT),
                descriptor,
                address,
                (int) address.byteSize());
    if (bound != 0) {
      throw new AssertionError("cannot bind " + path);
    }
  }

  /** The next datagram, which has been sent already; empty where there is none. */
  String next() {
    var buffer = arena.allocate(4096);
    var length =
        (long)
            call(
                "recv",
                FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT),
                descriptor,
                buffer,
                4096L,
                DO_NOT_WAIT);
    return length < 0
        ? ""
        : new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }

  boolean isSilent() {
    return next().isEmpty();
  }

  @SuppressWarnings("restricted") // the options of every JVM here allow native access
  private static Object call(String name, FunctionDescriptor descriptor, Object... arguments) {
    var linker = Linker.nativeLinker();
    try {
      return linker
          .downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor)
          .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(name, e);
    }
  }

  @Override
  public void close() {
    var _ = call("close", FunctionDescriptor.of(INT, INT), descriptor);
    arena.close();
  }
}
