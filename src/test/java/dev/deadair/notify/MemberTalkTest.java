package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Alertmanagers;
import dev.deadair.alert.Due;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.alert.Tally;
import dev.deadair.liveness.Moment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a member is asked beside what it is told, and when. */
class MemberTalkTest {
  private static final Receiver RECEIVER = Dues.alertmanager("am1");
  private static final Due TRIGGER = Dues.trigger(RECEIVER, "eqsin");
  private static final Due NEXT = Dues.trigger(RECEIVER, "ulsfo");
  private static final Duration BLINK = Duration.ofMillis(300);

  private final ManualClock clock = new ManualClock();
  private final List<Tally> tallies = new ArrayList<>();
  private final List<Holding> holdings = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final Set<String> hung = new HashSet<>();
  private boolean silenced;
  private int requests;
  private final MemberTalk talk =
      new MemberTalk(
          TRIGGER.route(),
          new AlertmanagerDialect(URI.create("http://am1:9093"), Duration.ofMinutes(15)),
          this::answer,
          clock,
          new Observer() {
            @Override
            public void reported(Report report) {}

            @Override
            public void held(Holding holding) {
              holdings.add(holding);
            }

            @Override
            public void counted(Tally tally) {
              tallies.add(tally);
            }
          });

  @Test
  void aPageIsProvenByItsOwnNotificationHoweverLatelyTheCountersWereRead() {
    asks(TRIGGER);
    clock.advance(BLINK);
    var wanted = clock.get();
    clock.advance(BLINK);

    talk.prepare(TRIGGER, wanted);
    requests++;
    clock.advance(Duration.ofSeconds(10));
    asks(TRIGGER);

    assertThat(isProvenSince(wanted)).isTrue();
  }

  @Test
  void soIsEachOfSeveralThatASilenceHeld() {
    silenced = true;
    asks(TRIGGER);
    clock.advance(BLINK);
    asks(NEXT);
    clock.advance(Duration.ofSeconds(1));
    readsWhatItOwes();
    silenced = false;
    requests += 2;
    clock.advance(Duration.ofSeconds(30));
    asks(TRIGGER);
    asks(NEXT);

    assertThat(holdings)
        .filteredOn(each -> each.as() instanceof Holding.As.Silenced)
        .hasSize(2)
        .allSatisfy(held -> assertThat(isProvenSince(held.at())).isTrue());
  }

  @Test
  void oneReadingServesAllThatIsToldAtOnce() {
    var wanted = clock.get();
    clock.advance(BLINK);
    talk.prepare(TRIGGER, wanted);
    talk.prepare(NEXT, wanted);
    asks(TRIGGER);

    assertThat(tallies).hasSize(1);
  }

  @Test
  void countersThatCannotBeHadAreNotAskedForBeforeEveryPage() {
    hung.add("/metrics");
    talk.prepare(TRIGGER, clock.get());
    talk.tell(Request.post(URI.create("http://am1:9093/api/v2/alerts"), "[]"));
    clock.advance(Duration.ofMinutes(9));
    talk.prepare(NEXT, clock.get());

    assertThat(asked).containsOnlyOnce("/metrics");
  }

  @Test
  void thoseOfAMemberThatIsAwayAreAskedForOnceItIsBack() {
    hung.addAll(List.of("/metrics", "/api/v2/alerts"));
    talk.prepare(TRIGGER, clock.get());
    talk.tell(Request.post(URI.create("http://am1:9093/api/v2/alerts"), "[]"));
    hung.clear();
    clock.advance(Duration.ofSeconds(10));
    talk.prepare(TRIGGER, ManualClock.START);

    assertThat(tallies).hasSize(1);
  }

  /** It asks, and reads the counters at once where they were not read a moment ago. */
  private void asks(Due due) {
    talk.ask(due);
    readsWhatItOwes();
  }

  private void readsWhatItOwes() {
    if (talk.isToBeRead(clock.get())) {
      talk.read();
    }
  }

  private Answer answer(Request request) {
    var path = request.url().getPath();
    asked.add(path);
    return hung.contains(path)
        ? new Answer.Unanswered(Answer.Why.TIMEOUT, "")
        : new Answer.Answered(
            200, Optional.of(clock.get().wall()), Optional.empty(), false, "", body(path));
  }

  private String body(String path) {
    return switch (path) {
      case "/metrics" ->
          "alertmanager_notification_requests_total{integration=\"pagerduty\"} " + requests;
      case "/api/v2/alerts" -> "[" + listed(TRIGGER) + ", " + listed(NEXT) + "]";
      default -> "";
    };
  }

  private String listed(Due due) {
    return new JsonObject()
        .put("labels", new JsonObject(Map.copyOf(due.incident().alert().labels())))
        .put("receivers", new JsonArray())
        .put(
            "status",
            new JsonObject()
                .put("state", silenced ? "suppressed" : "active")
                .put("silencedBy", new JsonArray(silenced ? List.of("id") : List.of()))
                .put("inhibitedBy", new JsonArray()))
        .encode();
  }

  /** Whether it was told in a time between two looks that began then, or later. */
  private boolean isProvenSince(Moment wanted) {
    var known = Alertmanagers.NONE;
    for (var tally : tallies) {
      known = known.heard(tally);
    }
    return Optional.ofNullable(known.trends().get(TRIGGER.route()))
        .map(trends -> trends.byIntegration().get("pagerduty"))
        .flatMap(Alertmanagers.Trend::sentSince)
        .filter(from -> !wanted.isAfter(from))
        .isPresent();
  }
}
