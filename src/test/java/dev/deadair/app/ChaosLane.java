package dev.deadair.app;

import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.PagerDutyEvent;
import dev.deadair.demo.PagerDutyEvent.Trigger;
import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where rounds are played one after another: two real Alertmanagers that page the same recording
 * PagerDuty as the daemon does, and a cable to each of the three.
 */
final class ChaosLane implements AutoCloseable {

  static final String KEY = "0123456789abcdef0123456789abcdef";

  final PagerDutyRecorder pagerDuty = new PagerDutyRecorder();
  final Alertmanager one;
  final Alertmanager other;
  final Cable toPagerDuty;
  final Cable toOne;
  final Cable toOther;
  private final AlertRecorder receipts = new AlertRecorder();

  ChaosLane(String version) throws IOException {
    one = new Alertmanager(version);
    other = new Alertmanager(version);
    Alertmanager.cluster(one, other);
    for (var each : List.of(one, other)) {
      each.configure(Alertmanager.paging(pagerDuty.url(), KEY, receipts.url()));
      each.start();
    }
    toPagerDuty = new Cable(URI.create(pagerDuty.url()).getPort());
    toOne = new Cable(one.port());
    toOther = new Cable(other.port());
  }

  void awaitReady() {
    one.awaitReady();
    other.awaitReady();
  }

  List<Alertmanager> members() {
    return List.of(one, other);
  }

  List<Cable> toAlertmanagers() {
    return List.of(toOne, toOther);
  }

  /** Every incident at PagerDuty that is about {@code site} or its watcher, oldest first. */
  List<PagerDutyIncident> incidents(String site) {
    return pagerDuty.incidents().stream().filter(each -> isAbout(each.opening(), site)).toList();
  }

  /** Those that say that the site is absent, whoever opened them. */
  List<PagerDutyIncident> pages(String site) {
    return incidents(site).stream()
        .filter(each -> each.opening().body().contains("PrometheusSiteAbsent"))
        .toList();
  }

  boolean isOver(String site) {
    return incidents(site).stream().noneMatch(PagerDutyIncident::isOpen);
  }

  private static boolean isAbout(PagerDutyEvent event, String site) {
    return event instanceof Trigger && event.body().contains(site);
  }

  /**
   * Does {@code then} once, as soon as a page of ours for {@code site} is here, not answered yet.
   */
  AtomicBoolean onPage(String site, Runnable then) {
    return once(
        each ->
            isAbout(each, site)
                && each.body().contains("PrometheusSiteAbsent")
                && each.body().contains("\"client\":\"deadair\""),
        then);
  }

  /** The same, for an end. */
  AtomicBoolean onResolve(String site, Runnable then) {
    return once(
        each -> each instanceof PagerDutyEvent.Resolve && keys(site).contains(each.dedupKey()),
        then);
  }

  private Set<String> keys(String site) {
    return pages(site).stream().map(PagerDutyIncident::dedupKey).collect(Collectors.toSet());
  }

  private AtomicBoolean once(Predicate<PagerDutyEvent> event, Runnable then) {
    var begun = new AtomicBoolean();
    var done = new AtomicBoolean();
    pagerDuty.onEvent(
        each -> {
          if (!done.get() && event.test(each) && begun.compareAndSet(false, true)) {
            then.run();
            done.set(true);
          }
        });
    return done;
  }

  /** Whether the journal under {@code data} holds an absent site that is not closed. */
  static boolean isKept(Path data) {
    var url = "jdbc:sqlite:file:" + data.resolve("journal.db") + "?mode=ro";
    try (var open = DriverManager.getConnection(url);
        var ask = open.createStatement();
        var rows =
            ask.executeQuery(
                "SELECT 1 FROM incident"
                    + " WHERE alertname = 'PrometheusSiteAbsent' AND closed_seq IS NULL")) {
      return rows.next();
    } catch (SQLException e) {
      return false; // not there yet, or just being written
    }
  }

  @Override
  public void close() throws IOException {
    for (var each : List.of(toPagerDuty, toOne, toOther)) {
      each.close();
    }
    one.close();
    other.close();
    pagerDuty.close();
    receipts.close();
  }
}
