package dev.deadair.parts;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A real Alertmanager, alone or a member of a cluster; it must be configured before it starts. */
public final class Alertmanager extends Part {
  private final Port gossip = new Port();
  private final List<Alertmanager> peers = new ArrayList<>();

  /**
   * @param version as in {@code src/test/parts/fetch}, such as {@code 0.25}
   */
  public Alertmanager(String version) {
    super("alertmanager-" + version, "prometheus-alertmanager", "");
  }

  /**
   * Makes a cluster of members that have not started. The first page of a freshly started one comes
   * 10 s late: it waits for the gossip to settle.
   */
  public static void cluster(Alertmanager... members) {
    for (var member : members) {
      for (var other : members) {
        if (other != member) {
          member.peers.add(other);
        }
      }
    }
  }

  /**
   * A configuration that sends every alert, each its own group, to a webhook: at once, changes
   * within a second.
   */
  public static String routingTo(String webhookUrl) {
    return """
    route:
      receiver: webhook
      group_by: [alertname, site, group, instance]
      group_wait: 0s
      group_interval: 1s
      repeat_interval: 4h
    receivers:
      - name: webhook
        webhook_configs:
          - {url: "%s", send_resolved: true}
    """
        .formatted(webhookUrl);
  }

  /**
   * A configuration that pages for what is critical, each alert its own group, and tells a webhook
   * as well; PagerDuty is not told of the end.
   */
  public static String paging(String pagerDutyUrl, String routingKey, String webhookUrl) {
    return """
    route:
      receiver: nobody
      routes:
        - matchers: ['severity="critical"']
          receiver: pager
          group_by: ['...']
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 4h
    receivers:
      - name: nobody
      - name: pager
        pagerduty_configs:
          - {routing_key: %s, url: "%s", send_resolved: false}
        webhook_configs:
          - {url: "%s", send_resolved: true}
    """
        .formatted(routingKey, pagerDutyUrl, webhookUrl);
  }

  /** Silences a site for a while; returns the silence's id. */
  public String silence(String site, Duration span) {
    var now = Instant.now();
    var body =
        """
        {"matchers": [{"name": "site", "value": "%s", "isRegex": false, "isEqual": true}],
         "startsAt": "%s", "endsAt": "%s", "createdBy": "test", "comment": "test"}
        """
            .formatted(site, now, now.plus(span));
    var answer = post("/api/v2/silences", body);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("no silence: " + answer.body());
    }
    return new JsonObject(answer.body()).getString("silenceID");
  }

  /** Ends a silence before its time. */
  public void expire(String silence) {
    delete("/api/v2/silence/" + silence);
  }

  @Override
  List<String> ownFlags() {
    var flags =
        toolkitFlags(
            "--storage.path=" + dataDir(),
            "--cluster.listen-address=" + (peers.isEmpty() ? "" : gossip.address()));
    for (var peer : peers) {
      flags.add("--cluster.peer=" + peer.gossip.address());
    }
    return flags;
  }

  /** While it is not alive: it no longer knows what it notified of, nor what was silenced. */
  public void forget() {
    for (var name : List.of("nflog", "silences")) {
      try {
        Files.deleteIfExists(dataDir().resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Its answer to {@code GET /api/v2/alerts}: a JSON array. */
  public String alerts() {
    return get("/api/v2/alerts").body();
  }

  /** Its answer to {@code GET /api/v2/status}: a JSON object that has its configuration in it. */
  public String status() {
    return get("/api/v2/status").body();
  }

  /**
   * How many groups it has, those that are empty by now among them: it drops these every 30 s, and
   * what comes into one waits for its interval.
   */
  public int groups() {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("alertmanager_dispatcher_aggregation_groups"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Its status for {@code POST /api/v2/alerts} with a JSON array. */
  public int post(String alerts) {
    return post("/api/v2/alerts", alerts).statusCode();
  }

  @Override
  void release() {
    gossip.close();
  }
}
