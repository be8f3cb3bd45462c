package dev.deadair.diagnosis;

import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Replay;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One server that is looked at every 15 s on a made-up clock, and what is found wrong with it. */
final class Patient {
  static final Instant START = Instant.parse("2023-05-03T00:00:00Z");
  static final Duration INTERVAL = Duration.ofSeconds(15);
  static final GroupId GROUP = new GroupId(new SiteId("ulsfo"), "ops");
  static final InstanceId ID = new InstanceId(GROUP, "prometheus4001");

  Moment now;
  Fleet fleet;
  Diagnoses diagnoses = Diagnoses.NONE;

  Patient(Instant start) {
    now = new Moment(start, Duration.ZERO, Duration.ZERO);
    fleet = Fleet.of(inventory(), Memory.NONE, now);
  }

  /** A look after another interval that finds the server serving. */
  Patient reads(Scrape scrape) {
    return answers(Optional.of(true), Optional.empty(), scrape);
  }

  /** A look after another interval that finds the server replaying its write-ahead log. */
  Patient replays(long current, long last, Scrape scrape) {
    return answers(Optional.of(false), Optional.of(new Replay(0, last, current)), scrape);
  }

  /** A look after another interval that finds the server not ready, and telling no more. */
  Patient answersUnready(Scrape scrape) {
    return answers(Optional.of(false), Optional.empty(), scrape);
  }

  Patient fails(Failure.Kind kind) {
    now = now.plus(INTERVAL);
    return turn(new Observation.Refused(ID, now, new Failure(kind, "/metrics", "")));
  }

  Optional<Finding> finding(Code code) {
    return diagnoses.of(ID).stream().filter(each -> each.code() == code).findFirst();
  }

  List<Code> codes() {
    return diagnoses.of(ID).stream().map(Finding::code).toList();
  }

  private Patient answers(Optional<Boolean> ready, Optional<Replay> replay, Scrape scrape) {
    now = now.plus(INTERVAL);
    return turn(new Observation.Answered(ID, now, Optional.of(true), ready, replay, scrape));
  }

  Patient turn(Observation look) {
    var next = fleet.asked("gateway", false, true, now).saw(List.of(look)).at(now);
    diagnoses = diagnoses.after(fleet, next, now);
    fleet = next;
    return this;
  }

  private static Inventory inventory() {
    var instance = new ExpectedInstance(ID, URI.create("http://user:secret@prometheus4001:9090/"));
    var site = Expected.site(GROUP, Limits.DEFAULT, instance);
    return new Inventory(INTERVAL, List.of(site));
  }
}
