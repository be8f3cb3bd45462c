package dev.deadair.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration DARK = Duration.ofMinutes(5);

  @AutoClose private final Served served = new Served();

  private final Scene scene =
      new Scene(Instant.parse("2026-11-05T02:00:00Z"))
          .with("codfw", "ops", "a", Script.producing(900))
          .with("ulsfo", "ops", "b", Script.producing(900).until(DARK, Script.refusing()));

  @Test
  void aNewClientIsToldEverything() throws Exception {
    served.board.publish(scene.run(DARK).view());
    try (var reader = new EventReader(served.uri("/api/v1/events"))) {
      var turn = reader.next();

      assertThat(turn.getBoolean("full")).isTrue();
      assertThat(turn.getLong("seq")).isEqualTo(scene.view().seq());
      assertThat(turn.getString("watcher")).isEqualTo("eqsin-a");
      assertThat(turn.getJsonArray("sites")).isEqualTo(Json.sites(scene.view()));
      assertThat(turn.getJsonArray("incidents")).isEmpty();
    }
  }

  @Test
  void aClientIsToldWhatChangedAndNothingElse() throws Exception {
    served.board.publish(scene.run(DARK).view());
    try (var one = new EventReader(served.uri("/api/v1/events"));
        var other = new EventReader(served.uri("/api/v1/events"))) {
      one.next();
      other.next();

      served.board.publish(scene.pass(TURN));
      var quiet = one.next();
      var before = scene.view();
      served.board.publish(scene.run(Duration.ofMinutes(1)).view());
      var changed = one.next();

      assertThat(quiet.fieldNames()).containsExactly("seq", "at", "full", "sites");
      assertThat(quiet.getJsonArray("sites")).isEmpty();
      assertThat(changed).isEqualTo(Difference.between(before, scene.view()));
      assertThat(changed.getJsonArray("sites").size()).isEqualTo(2);
      other.next();
      assertThat(other.next()).isEqualTo(changed);
    }
  }

  @Test
  void anIncidentThatOpensIsTold() throws Exception {
    served.board.publish(scene.run(DARK).view());
    try (var reader = new EventReader(served.uri("/api/v1/events"))) {
      reader.next();

      served.board.publish(scene.run(Duration.ofMinutes(5)).view());

      assertThat(reader.next().getJsonArray("incidents")).isEqualTo(Json.incidents(scene.view()));
    }
  }

  @Test
  void aClientThatCameBeforeTheFirstTurnIsToldOfIt() throws Exception {
    try (var reader = new EventReader(served.uri("/api/v1/events"))) {
      served.board.publish(scene.look(TURN));

      assertThat(reader.next().getBoolean("full")).isTrue();
    }
  }

  @Test
  void moreClientsThanTheBoundAreSentAway() throws Exception {
    var sockets = new ArrayList<Socket>();
    try {
      for (var i = 0; i < Events.MOST_CLIENTS; i++) {
        sockets.add(follow(served));
      }

      await().untilAsserted(() -> assertThat(statusOfOneMore()).isEqualTo(503));
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
    await().untilAsserted(() -> assertThat(statusOfOneMore()).isEqualTo(200));
  }

  @Test
  void aClientThatTakesNothingIsDropped() throws Exception {
    var large = new Scene(Instant.parse("2026-11-05T02:00:00Z"));
    for (var i = 0; i < 300; i++) {
      large.with(i + "x".repeat(10_000), "ops", "a", Script.producing(900));
    }
    var patience = Duration.ofSeconds(2);
    // Nobody reads beside it: on a loaded machine a reader of 3 MB would soon be taken for such a
    // client as well.
    try (var impatient = new Served(Optional.empty(), patience);
        var socket = follow(impatient)) {
      // For twice as long as the patience.
      for (var turn = 0; turn < 16; turn++) {
        impatient.board.publish(large.look(Scene.INTERVAL));
        await().pollDelay(Duration.ofMillis(250)).until(() -> true);
      }

      // A stream that was cut ends; one that was not would go on.
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> assertThat(socket.getInputStream().readAllBytes()).isNotEmpty());
    }
  }

  private int statusOfOneMore() throws Exception {
    try (var socket = follow(served)) {
      var answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return Integer.parseInt(new String(answer, UTF_8).substring("HTTP/1.1 ".length()));
    }
  }

  private static Socket follow(Served served) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), served.server.port()), 5_000);
    socket
        .getOutputStream()
        .write("GET /api/v1/events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
    return socket;
  }
}
