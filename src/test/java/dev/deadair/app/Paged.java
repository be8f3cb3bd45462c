package dev.deadair.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Receipt;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.demo.AlertNotification;
import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.PagerDutyEvent;
import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.SiteId;
import dev.deadair.notify.Access;
import dev.deadair.notify.Courier;
import dev.deadair.notify.Destination;
import dev.deadair.parts.Alertmanager;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.web.Meters;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real decision and the real couriers over made-up servers, and a PagerDuty that records. */
final class Paged implements AutoCloseable {
  static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Duration TURN = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private final List<InstanceId> servers;

  final PagerDutyRecorder pagerDuty = new PagerDutyRecorder();
  final AlertRecorder receipts = new AlertRecorder();
  private final Inbox inbox = new Inbox();
  private final Meters meters = new Meters("test");
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private volatile Predicate<InstanceId> dark = _ -> false;
  private volatile boolean away;
  private volatile @Nullable State state;
  private @Nullable Courier courier;
  private double appended;

  Paged() {
    this(1);
  }

  Paged(int sites) {
    this(sites, 1);
  }

  /**
   * So many sites with so many replicas each; the first site is {@code eqsin}, and the first of
   * each site's servers {@code prometheus5001}.
   */
  Paged(int sites, int replicas) {
    servers =
        IntStream.range(0, sites)
            .mapToObj(n -> new GroupId(new SiteId(n == 0 ? "eqsin" : "dc" + n), "ops"))
            .flatMap(
                group ->
                    IntStream.rangeClosed(1, replicas)
                        .mapToObj(n -> new InstanceId(group, "prometheus500" + n)))
            .toList();
  }

  /**
   * @param urls of the members
   * @param lease that members are granted
   * @param after when PagerDuty is told directly
   */
  void start(List<String> urls, Duration lease, Duration after) {
    var level =
        new Receiver.Nature.Level(
            Duration.ofSeconds(1), lease, Duration.ofSeconds(10), Duration.ofSeconds(3));
    var alertmanager =
        new Receiver("alertmanager", level, Severity.WARNING, urls, Map.of("team", "sre"));
    var direct = Receivers.pagerDuty(after);
    var now = now();
    state = State.of(rules(alertmanager, direct), Past.NONE, now);
    var byMember = new LinkedHashMap<String, URI>();
    urls.forEach(url -> byMember.put(url, URI.create(url)));
    receipts.onNotification(this::receipt);
    List<Destination> destinations =
        List.of(
            new Destination.Alertmanager(alertmanager, byMember, Access.OPEN),
            new Destination.PagerDuty(direct, URI.create(pagerDuty.url()), () -> KEY, Access.OPEN));
    hearRoutes(destinations, now);
    var rules = rules(alertmanager, direct);
    var silences =
        new SilenceWatch(rules.inventory(), rules.routing(), destinations, Paged::now, inbox::put);
    var _ = timer.scheduleWithFixedDelay(silences, 0, 1, TimeUnit.SECONDS);
    courier = Courier.start(destinations, Paged::now, () -> 0.1, new Heard(inbox, meters));
    var _ = timer.scheduleAtFixedRate(this::turn, 0, TURN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Starts the members, and waits until an outage that they alone are told of is a page. */
  void pagesThrough(Duration lease, Alertmanager... members) {
    Members.started(members);
    start(Stream.of(members).map(Alertmanager::url).toList(), lease, Members.NEVER);
    goDark();
    awaitPage();
  }

  private Rules rules(Receiver... receivers) {
    var limits = Limits.of(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(2));
    return new Rules(
        new Inventory(
            TURN,
            servers.stream()
                .collect(
                    Collectors.groupingBy(
                        InstanceId::site, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(each -> site(each, limits))
                .toList()),
        new Routing("eqsin-a", Optional.empty(), List.of(receivers), Map.of()));
  }

  private static Inventory.ExpectedSite site(List<InstanceId> replicas, Limits limits) {
    var instances =
        replicas.stream()
            .map(
                each ->
                    new Inventory.ExpectedInstance(each, URI.create("http://" + each.name() + "/")))
            .toList();
    return Expected.site(replicas.getFirst().group(), limits, instances);
  }

  /** What the members say of it themselves, so that the key is theirs. */
  private void hearRoutes(List<Destination> destinations, Moment now) {
    try {
      for (var finding : new RouteSurvey(destinations, InstantSource.system()).ask()) {
        if (finding instanceof RouteSurvey.Finding.Routed(var route, var routes, _)) {
          inbox.put(new Fact.RouteProved(route, routes, now));
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a test", e);
    }
  }

  private void turn() {
    if (away) {
      return;
    }
    var now = now();
    appended += 10_000;
    servers.forEach(each -> inbox.put(new Fact.Looked(look(each, now))));
    var turn = requireNonNull(state).turn(inbox.drain(), now);
    state = turn.state();
    requireNonNull(courier).send(turn.due(), new Commit.Kept());
  }

  private Observation look(InstanceId server, Moment now) {
    if (dark.test(server)) {
      return new Observation.Refused(
          server, now, new Failure(Failure.Kind.REFUSED, "/metrics", "connection refused"));
    }
    return Exposed.since(Instant.EPOCH).at(now.wall()).appended(appended, TURN).seen(server, now);
  }

  private void receipt(AlertNotification notification) {
    inbox.put(
        new Fact.Received(
            new Receipt(
                now(),
                notification.receiver(),
                notification.groupKey(),
                notification.alerts().stream()
                    .map(
                        each ->
                            new Receipt.Notified(
                                each.labels(), each.status() == AlertNotification.Status.FIRING))
                    .toList())));
  }

  void goDark() {
    goDark(_ -> true);
  }

  /** Those have no data from now on, and all others have. */
  void goDark(Predicate<InstanceId> which) {
    dark = which;
  }

  /** The watcher takes no turn and tells nobody, for as long as it is away. */
  void beAway(boolean gone) {
    away = gone;
  }

  void comeBack() {
    goDark(_ -> false);
  }

  /** Every outage is over, and was one incident. */
  void endsAsOne() {
    comeBack();
    awaitResolve();
    assertThat(outages()).hasSize(1);
  }

  Optional<Incident> incident() {
    return requireNonNull(state).incidents().all().stream()
        .filter(each -> each.alert().name() == AlertName.SITE_ABSENT && each.isOpen())
        .findFirst();
  }

  /** How many incidents of that name are open. */
  long open(String alertname) {
    return requireNonNull(state).incidents().all().stream()
        .filter(each -> each.alert().name().label().equals(alertname) && each.isOpen())
        .count();
  }

  boolean isAccepted(String url) {
    return incident()
        .map(each -> each.told().get(new Route("alertmanager", url)))
        .filter(told -> told.generation() > 0)
        .isPresent();
  }

  /** Until the decision knows what is silenced. */
  void awaitSilences() {
    await("the silences")
        .atMost(PATIENCE)
        .until(() -> !requireNonNull(state).alertmanagers().silences().isEmpty());
  }

  /**
   * What PagerDuty was told of sites: that a machine with much to do keeps this watcher waiting is
   * an incident too, and another.
   */
  List<PagerDutyIncident> outages() {
    return pagerDuty.incidents().stream()
        .filter(each -> !each.opening().body().contains("DeadairBlind"))
        .toList();
  }

  /** Every trigger that PagerDuty took of sites. */
  List<PagerDutyEvent.Trigger> triggers() {
    return pagerDuty.events().stream()
        .filter(PagerDutyEvent.Trigger.class::isInstance)
        .map(PagerDutyEvent.Trigger.class::cast)
        .filter(each -> !each.body().contains("DeadairBlind"))
        .toList();
  }

  void awaitPage() {
    await("the page").atMost(PATIENCE).until(() -> !outages().isEmpty());
  }

  void awaitResolve() {
    await("the resolve")
        .atMost(PATIENCE)
        .until(() -> outages().stream().noneMatch(PagerDutyIncident::isOpen));
  }

  static Moment now() {
    var mono = Duration.ofNanos(System.nanoTime());
    return new Moment(Instant.now(), mono, mono);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    if (courier != null) {
      courier.close();
    }
    pagerDuty.close();
    receipts.close();
    meters.close();
  }
}
