package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.microsoft.playwright.options.ColorScheme;
import dev.deadair.view.Scene;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Five hundred sites of four instances, every one of which is looked at every second. */
@Tag("browser")
class CrowdIT {

  private static final Duration LASTS =
      Boolean.getBoolean("deadair.full") ? Duration.ofMinutes(1) : Duration.ofSeconds(15);

  @Test
  void thePageStaysUnderAFifthOfACoreAnd150Megabytes() throws Exception {
    try (var served = new Served();
        var chromium = new Chromium();
        var _ = new Turning(served)) {
      var page = chromium.page(1280, ColorScheme.DARK);
      page.navigate(served.uri("/").toString());
      page.waitForSelector("site-tile:nth-of-type(400)", attached());
      page.waitForTimeout(5_000); // what loading costs is not what staying costs
      var system = chromium.browser().newBrowserCDPSession();

      var before = renderer(system.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo"));
      page.waitForTimeout((double) LASTS.toMillis());
      var after = renderer(system.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo"));

      var share = (after.cpuSeconds - before.cpuSeconds) / LASTS.toSeconds();
      var megabytes = privateMegabytes(after.pid);
      System.out.printf("page of 500 sites: %.1f %% of a core, %d MB%n", share * 100, megabytes);
      assertThat(page.locator("#liveness").textContent()).isEqualTo("live");
      assertThat(page.locator("site-tile .last").first().textContent()).contains(" s ago");
      assertThat(share).as("share of a core").isBetween(0.0001, 0.20);
      assertThat(megabytes).isLessThan(150);
    }
  }

  @Test
  void twoHundredWhoFollowCostUnderATenthOfACore() throws Exception {
    try (var served = new Served();
        var _ = new Turning(served);
        var followers = new Followers(served, Events.MOST_CLIENTS)) {
      followers.awaitBytes(Duration.ofSeconds(20));
      var before = loopNanos();
      var bytes = followers.bytes.get();
      wait(LASTS);

      var share = (loopNanos() - before) / (double) LASTS.toNanos();
      System.out.printf(
          "200 who follow: %.1f %% of a core, %,d bytes a second to each%n",
          share * 100, (followers.bytes.get() - bytes) / 200 / LASTS.toSeconds());
      assertThat(followers.bytes.get() - bytes).isGreaterThan(200 * 1_000L * LASTS.toSeconds());
      assertThat(share).as("share of a core").isLessThan(0.10);
    }
  }

  private static com.microsoft.playwright.Page.WaitForSelectorOptions attached() {
    return new com.microsoft.playwright.Page.WaitForSelectorOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
  }

  private static void wait(Duration span) throws InterruptedException {
    var _ = new CountDownLatch(1).await(span.toMillis(), TimeUnit.MILLISECONDS);
  }

  private record Renderer(long pid, double cpuSeconds) {}

  /** The busiest process that draws pages; a spare one idles beside it. */
  private static Renderer renderer(JsonArray processes) {
    var busiest = new Renderer(0, -1);
    for (var each : processes) {
      var process = each.getAsJsonObject();
      var cpu = process.get("cpuTime").getAsDouble();
      if (process.get("type").getAsString().equals("renderer") && cpu > busiest.cpuSeconds) {
        busiest = new Renderer(process.get("id").getAsLong(), cpu);
      }
    }
    return busiest;
  }

  /** What it has to itself: the libraries are shared with every other process of the browser. */
  private static long privateMegabytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
            .filter(line -> line.startsWith("Private_"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum()
        / 1024;
  }

  private static long loopNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    var sum = 0L;
    for (var id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith("vert.x-eventloop")) {
        sum += threads.getThreadCpuTime(id);
      }
    }
    return sum;
  }

  /** A turn every second, in which every instance has news. */
  private static final class Turning implements AutoCloseable {
    private final java.util.concurrent.ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor();

    Turning(Served served) {
      var scene = Crowd.of(500, 4);
      for (var warm = 0; warm < 4; warm++) {
        served.board.publish(scene.look(Scene.INTERVAL));
      }
      var _ =
          timer.scheduleAtFixedRate(
              () -> served.board.publish(scene.look(Duration.ofSeconds(1))),
              0,
              1,
              TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      timer.shutdownNow();
    }
  }

  /** Clients that read the events as the board does, and count the bytes. */
  private static final class Followers implements AutoCloseable {
    final AtomicLong bytes = new AtomicLong();
    private final List<Socket> sockets = new ArrayList<>();

    Followers(Served served, int many) throws IOException {
      for (var i = 0; i < many; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port());
        sockets.add(socket);
        socket
            .getOutputStream()
            .write(
                "GET /api/v1/events?brief HTTP/1.1\r\nHost: board\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(() -> read(socket));
      }
    }

    private void read(Socket socket) {
      try (var in = socket.getInputStream()) {
        var buffer = new byte[64 * 1024];
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          bytes.addAndGet(read);
        }
      } catch (IOException _) {
        // closed at the end of the test
      }
    }

    /** Until everybody has everything. */
    void awaitBytes(Duration patience) {
      org.awaitility.Awaitility.await()
          .atMost(patience)
          .until(() -> bytes.get() > sockets.size() * 100_000L);
    }

    @Override
    public void close() throws IOException {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }
}
