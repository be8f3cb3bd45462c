package dev.deadair.notify;

import dev.deadair.alert.Due;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Severity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Alertmanager's API v2 towards one member.
 *
 * <p>One alert a request: of several, one that is refused makes the answer a refusal although the
 * others were taken. Every time is on the member's own clock: a member takes an alert whose end has
 * passed with a 200 and tells nobody (facts: receivers, measured on 0.25 and 0.33).
 */
final class AlertmanagerDialect implements Dialect {

  private static final int BODY_LIMIT = 64 * 1024;
  private static final int LIST_LIMIT = 1024 * 1024;
  private static final int METRICS_LIMIT = 4 * 1024 * 1024;
  private static final int ANNOTATION_LIMIT = 2 * 1024;

  /** What every version takes for a label's name; before 0.27 none takes more. */
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Five times the interval at which it is told. */
  private static final Duration PRESENCE = Duration.ofMinutes(4);

  /** By how much a member's clock may be set back. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final URI alerts;
  private final URI status;
  private final URI metrics;
  private final Duration lease;

  /**
   * @param url of the member, prefix included
   * @param lease how long it may believe what it was told without hearing more
   */
  AlertmanagerDialect(URI url, Duration lease) {
    var base = url.toString().replaceAll("/+$", "");
    this.alerts = URI.create(base + "/api/v2/alerts");
    this.metrics = URI.create(base + "/metrics");
    this.status = URI.create(base + "/api/v2/status");
    this.lease = lease;
  }

  @Override
  public Optional<Request> clockRequest() {
    return Optional.of(Request.get(status));
  }

  @Override
  public Optional<Request> inquiry(Due due) {
    return Optional.of(
        Request.get(HeldAlerts.query(alerts, due.incident().alert().labels())).reading(LIST_LIMIT));
  }

  @Override
  public Optional<Holding.As> holding(Due due, String answer) {
    return HeldAlerts.in(answer, due.incident().alert().labels());
  }

  @Override
  public Optional<Request> counters() {
    return Optional.of(Request.get(metrics).reading(METRICS_LIMIT));
  }

  @Override
  public Request request(Due due, Form form, Instant memberNow) {
    var full = form == Form.FULL ? json(due, Form.FULL, memberNow) : "";
    var fits = form == Form.FULL && Json.bytes(full) <= BODY_LIMIT;
    return Request.post(alerts, fits ? full : json(due, Form.MINIMAL, memberNow));
  }

  @Override
  public boolean accepts(int answered) {
    return answered == 200;
  }

  private String json(Due due, Form form, Instant memberNow) {
    // An onset in the past makes it tell at once instead of after group_wait. A second less than
    // now leaves room for the second that a Date header cuts off, and for the end of a resolve.
    // The end of something that has just begun must be past, too, for a member that is set back.
    var latest = due.resolves() ? memberNow.minus(SKEW) : memberNow.minusSeconds(1);
    var since = due.incident().since();
    var startsAt = since.isAfter(latest) ? latest : since;
    // The end right after the start is past by any member's clock, however far off it is.
    var endsAt = due.resolves() ? startsAt.plusSeconds(1) : memberNow.plus(lease(due));
    return Json.text(
        json -> {
          json.writeStartArray();
          json.writeStartObject();
          Json.strings(json, "labels", labels(due, form));
          Json.strings(json, "annotations", annotations(due, form));
          json.writeStringField("startsAt", startsAt.toString());
          json.writeStringField("endsAt", endsAt.toString());
          if (form == Form.FULL && due.page().board().filter(Links::isWeb).isPresent()) {
            json.writeStringField("generatorURL", due.page().board().get().toString());
          }
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  /** That we are there must not outlive us for long. */
  private Duration lease(Due due) {
    return due.severity() == Severity.NONE && PRESENCE.compareTo(lease) < 0 ? PRESENCE : lease;
  }

  /** The same in both forms, as far as they are taken: other labels were another alert. */
  private static Map<String, String> labels(Due due, Form form) {
    var labels = new TreeMap<>(due.receiver().labels());
    if (form == Form.MINIMAL) {
      labels.keySet().removeIf(name -> !LABEL_NAME.matcher(name).matches());
    }
    labels.putAll(due.incident().alert().labels());
    return labels;
  }

  private static Map<String, String> annotations(Due due, Form form) {
    var summary = Map.of("summary", due.page().summary());
    var annotations = new LinkedHashMap<String, String>();
    (form == Form.FULL ? due.page().annotations() : summary)
        .forEach((name, text) -> annotations.put(name, Excerpt.ofBytes(text, ANNOTATION_LIMIT)));
    return annotations;
  }
}
