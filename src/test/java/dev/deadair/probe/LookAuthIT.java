package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.UNAUTHORIZED;
import static dev.deadair.probe.Onlooker.answered;
import static dev.deadair.probe.Onlooker.barred;
import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.head;
import static dev.deadair.probe.RawServer.reader;
import static dev.deadair.probe.RawServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.deadair.probe.Approach.Auth;
import dev.deadair.probe.Approach.Compression;
import dev.deadair.probe.RawServer.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a look shows of itself to a server that lets nobody in who shows nothing. */
final class LookAuthIT {

  private static final String REPORT = new String(Expositions.of("3.5/metrics.txt"), ISO_8859_1);
  private static final String CANARY = "c4n4ry";
  private static final String BASIC = basic("deadair:" + CANARY);

  static final List<Auth> AUTHS =
      List.of(
          new Auth.Basic("deadair", () -> CANARY),
          new Auth.Bearer(() -> CANARY),
          new Auth.Bearer(() -> CANARY + "\r\nX: y"),
          new Auth.Bearer(() -> CANARY + "ö"));

  private final Onlooker onlooker = new Onlooker(Duration.ofSeconds(5));

  @AfterEach
  void close() throws TimeoutException {
    onlooker.close();
  }

  @Test
  void basicCredentialsGoWithEveryRequest() throws Exception {
    try (var server = new RawServer(admitting(BASIC))) {
      var line = line(server, new Auth.Basic("deadair", () -> CANARY));

      var seen = answered(onlooker.look(line));

      assertThat(seen.healthy()).contains(true);
      assertThat(seen.ready()).contains(true);
    }
  }

  @Test
  void aTokenGoesWithEveryRequest() throws Exception {
    try (var server = new RawServer(admitting("Bearer " + CANARY))) {
      var seen = answered(onlooker.look(line(server, new Auth.Bearer(() -> CANARY + "\n"))));

      assertThat(seen.ready()).contains(true);
    }
  }

  @Test
  void aWrongPasswordIsNoEvidenceAndARotatedOneIsUsedAtTheNextLook() throws Exception {
    var password = new AtomicReference<>("stale");
    try (var server = new RawServer(admitting(BASIC))) {
      var line = line(server, new Auth.Basic("deadair", password::get));

      var opaque = barred(onlooker.look(line), UNAUTHORIZED);
      password.set(CANARY);

      assertThat(opaque.why()).startsWith("401");
      answered(onlooker.look(line));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "two words", "ünprintable"})
  void aTokenThatCannotBeOneIsNeverSent(String token) throws Exception {
    try (var server = new RawServer(admitting("Bearer " + CANARY))) {
      var opaque = barred(onlooker.look(line(server, new Auth.Bearer(() -> token))), UNAUTHORIZED);

      assertThat(opaque.why()).startsWith("the token is ");
    }
  }

  @Test
  void aSecretThatCannotBeReadIsNoEvidenceAndSaysWhy() throws Exception {
    try (var server = new RawServer(admitting(BASIC))) {
      var line =
          line(
              server,
              new Auth.Bearer(
                  () -> {
                    throw new UncheckedIOException(new IOException("/etc/deadair/token is gone"));
                  }));

      assertThat(barred(onlooker.look(line), UNAUTHORIZED).why())
          .contains("token cannot be read", "/etc/deadair/token is gone");
    }
  }

  /** A server, or an error page in between, may well repeat the request. */
  @ParameterizedTest
  @FieldSource("AUTHS")
  void noSecretIsLoggedOrSeenThoughTheServerRepeatsIt(Auth auth) throws Exception {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var level = root.getLevel();
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try {
      for (var status : List.of("200 OK", "401 No", "407 No", "500 No", "no status")) {
        try (var server = new RawServer(repeating(status))) {
          var approach =
              new Approach(
                  auth,
                  Tls.DEFAULT,
                  Optional.empty(),
                  Map.of("X-Token", CANARY),
                  Compression.IDENTITY);
          var target = new Target(Onlooker.INSTANCE, server.url(), approach);

          var seen = onlooker.look(onlooker.line(target));

          assertHidden(seen.toString());
          assertHidden(target.toString() + approach);
        }
      }
      root.debug("that was all");
    } finally {
      root.setLevel(level);
      root.detachAppender(log);
    }
    assertThat(log.list).isNotEmpty();
    for (var event : log.list) {
      assertHidden(
          event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  private static void assertHidden(String text) {
    assertThat(text)
        .doesNotContain(CANARY)
        .doesNotContain(Base64.getEncoder().encodeToString(("deadair:" + CANARY).getBytes(UTF_8)));
  }

  private Line line(RawServer server, Auth auth) {
    return onlooker.line(new Target(Onlooker.INSTANCE, server.url(), Approaches.as(auth)));
  }

  private static Script admitting(String authorization) {
    return socket -> {
      var requests = reader(socket);
      for (var head = head(requests); !head.isEmpty(); head = head(requests)) {
        var admitted = head.contains("Authorization: " + authorization);
        write(socket, admitted ? answer(200, REPORT) : answer(401, "Unauthorized\n"));
      }
    };
  }

  private static Script repeating(String status) {
    return socket -> {
      var body = String.join("\n", head(reader(socket)));
      write(
          socket,
          "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body));
    };
  }

  private static String basic(String userAndPassword) {
    return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
  }
}
