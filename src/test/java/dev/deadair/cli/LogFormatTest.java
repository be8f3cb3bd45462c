package dev.deadair.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;

/** What a daemon writes on stderr. */
@Isolated("it takes stderr for itself")
class LogFormatTest {

  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("dev.deadair.notify.Troubles");
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void start() {
    context.setMDCAdapter(new LogbackMDCAdapter()); // as SLF4J gives it to its own
    context.start();
  }

  @AfterEach
  void restore() {
    context.stop();
    System.setErr(before);
  }

  @Test
  void aLineHasItsKeysAndValues() {
    System.setErr(new PrintStream(written, true, UTF_8));
    LogFormat.logfmt.apply(Level.INFO, context);
    log.atWarn()
        .addKeyValue("receiver", "pagerduty")
        .addKeyValue("outcome", "rejected (400): no")
        .log("not delivered");
    log.info("turns=healed");
    context.stop();

    assertThat(written.toString(UTF_8).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "ts=\\S+Z level=WARN component=Troubles not delivered"
                            + " receiver=\"pagerduty\" outcome=\"rejected \\(400\\): no\""),
            line ->
                assertThat(line).matches("ts=\\S+Z level=INFO component=Troubles turns=healed"));
  }

  @Test
  void inJsonToo() {
    System.setErr(new PrintStream(written, true, UTF_8));
    LogFormat.json.apply(Level.INFO, context);
    log.atWarn().addKeyValue("receiver", "pagerduty").log("not delivered");
    context.stop();

    var line = new JsonObject(written.toString(UTF_8));
    assertThat(line.getString("message")).isEqualTo("not delivered");
    assertThat(line.encode()).contains("\"receiver\":\"pagerduty\"");
  }

  /** A pipe that is full, a file on a disk that hangs. */
  @Test
  void aLogThatNobodyTakesHoldsNobodyUp() throws Exception {
    var taken = new CountDownLatch(1);
    System.setErr(new PrintStream(stuck(taken), true, UTF_8));
    LogFormat.logfmt.apply(Level.INFO, context);
    try {
      var turns =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    for (var turn = 0; turn < 20_000; turn++) {
                      log.info("turn={}", turn);
                    }
                  });

      assertThat(turns.join(Duration.ofSeconds(20))).as("they go on").isTrue();
    } finally {
      taken.countDown();
    }
    await("what waits is written once somebody takes it")
        .atMost(Duration.ofSeconds(20))
        .until(() -> written.toString(UTF_8).contains("turn=4000"));
  }

  private OutputStream stuck(CountDownLatch taken) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        try {
          taken.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        written.write(b);
      }
    };
  }
}
