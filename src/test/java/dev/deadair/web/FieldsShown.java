package dev.deadair.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every field of the API's answer: compared with the board's first page, or why not. */
final class FieldsShown {

  /** What {@link #BOTH} compares. */
  private static final Map<String, Set<String>> COMPARED =
      Map.of(
          "", Set.of("seq", "watcher", "self", "sites", "incidents", "maintenance", "routes"),
          "self", Set.of("watched", "ailments", "undeliveredSince"),
          "sites",
              Set.of(
                  "site",
                  "state",
                  "since",
                  "sighted",
                  "noDataSeconds",
                  "windowSeconds",
                  "lastData",
                  "groups",
                  "alerts",
                  "runbook",
                  "dashboard"),
          "groups", Set.of("group", "state", "usefulRate", "instances"),
          "instances",
              Set.of(
                  "instance",
                  "url",
                  "state",
                  "shows",
                  "ingestionRate",
                  "lastData",
                  "replay",
                  "findings"),
          "replay", Set.of("progress", "doneAt"),
          "findings", Set.of("code", "summary"),
          "alerts", Set.of("id", "alertname", "severity", "instance"),
          "incidents",
              Set.of(
                  "id",
                  "alertname",
                  "severity",
                  "site",
                  "group",
                  "instance",
                  "state",
                  "since",
                  "verdict",
                  "deliveries"),
          "deliveries", Set.of("receiver", "member", "at", "outcome", "detail"));

  /** What the first page leaves to others, or says in other words. */
  private static final Map<String, Set<String>> ELSEWHERE =
      Map.of(
          // The clock at the foot is of the second, a journal's trouble is an ailment, silences and
          // maintenance are compared as notes of their sites, drills have no place there.
          "",
          Set.of("at", "store", "silences", "drills"),
          // No journal is set aside here.
          "self",
          Set.of("lost"),
          "sites",
          Set.of("because", "blindCause", "coverage"),
          "groups",
          Set.of("usualRate", "serviceName"),
          "instances",
          Set.of("since", "changes", "differences"),
          "findings",
          Set.of("severity", "evidence", "action", "since"),
          // Of an alert the incident's card says the rest.
          "alerts",
          Set.of("site", "group", "state", "since", "cause", "watcher", "code"),
          "incidents",
          Set.of(
              "lastData",
              "openedAt",
              "resolvedAt",
              "dedupKey",
              "mutedBy",
              "cause",
              "watcher",
              "code",
              "receiver"),
          "deliveries",
          Set.of("reason"));

  /** Those that are told whole, as a note, or have a test of their own. */
  private static final Set<String> WHOLE =
      Set.of(
          "maintenance",
          "routes",
          "drills",
          "store",
          "silences",
          "serviceName",
          "changes",
          "differences");

  /**
   * What the page shows of a turn, read from the page, and what it should show by the answer of the
   * API: {@code {shown, expected}}, in the same words.
   */
  static final String BOTH =
      """
      async (answer) => {
        const status = JSON.parse(answer);
        const {rate, latest} = await import('./words.js');
        const {span} = await import('./clock.js');
        const text = (node) => node?.textContent.trim() ?? null;
        const time = (element) => element.then ?? null;
        const at = (instant) => (instant === null ? null : Date.parse(instant));
        const visible = (node) => node !== null && !node.hidden;

        const row = (each) => ({
          instance: text(each.querySelector('.name')),
          url: each.querySelector('.name').title,
          state: each.dataset.state,
          word: text(each.querySelector('.word')),
          rate: text(each.querySelector('.rate')),
          lastData: time(each.querySelector('time-age')),
          shows: text(each.querySelector('.shows')),
          replay: visible(each.querySelector('replay-bar'))
            ? {progress: Number(each.querySelector('progress').value), done: each.querySelector('replay-bar').replay.doneAt}
            : null,
        });
        const rowOf = (each) => ({
          instance: each.instance,
          url: each.url,
          state: each.state,
          word: each.state,
          rate: each.state === 'producing' ? rate(each.ingestionRate) : '',
          lastData: at(each.lastData),
          shows: [
            each.state === 'producing' ? '' : each.shows,
            ...each.findings.filter((one) => !(each.replay && one.code === 'replaying')).map((one) => one.summary),
          ].filter(Boolean).join('; '),
          replay: each.replay && {progress: each.replay.progress, done: each.replay.doneAt},
        });

        // A clock that only counts on is not sent again: the page counts it.
        const gauge = (site) => [
          Math.round(site.noDataSeconds * 1000 + (site.sighted ? Date.parse(status.at) - site.at : 0)) / 1000,
          site.windowSeconds];
        const card = (each) => ({
          site: text(each.querySelector('h3')),
          state: each.querySelector('.shape').dataset.state,
          sighted: !each.hasAttribute('data-blind'),
          since: time(each.querySelector('.figure time-age')),
          gauge: visible(each.querySelector('window-gauge')) ? gauge(each.gauge.site) : null,
          window: /its window of ([^.]*)\\./.exec(text(each.querySelector('.says')))?.[1] ?? null,
          groups: [...each.querySelectorAll('group-rows')].map((group) => ({
            label: group.querySelector('[role=list]').getAttribute('aria-label'),
            instances: [...group.querySelectorAll('replica-row')].map(row),
          })),
          alerts: [...each.querySelectorAll('.alerts li')].map((line) => [
            line.querySelector('a').getAttribute('href'), text(line.querySelector('a')), text(line.querySelector('span')).split(' · ').slice(0, -1).join(' · ')]).sort(),
          notes: each.querySelectorAll('site-note').length,
          links: [...each.querySelectorAll('.links a')].map((one) => one.href),
        });
        const tile = (each) => ({
          site: text(each.querySelector('h3')),
          state: each.querySelector('.shape').dataset.state,
          rate: text(each.querySelector('.rate')),
          lastData: time(each.querySelector('time-age')),
          instances: [...each.querySelectorAll('.dots .shape')].map((one) => one.dataset.state),
          note: visible(each.querySelector('.note')),
        });
        const notes = (site) =>
          status.maintenance.filter((one) => one.site === site && one.state === 'active').length +
          status.silences.filter((one) => one.site === site).length +
          status.routes.faults.filter((one) => one.site === site).length;
        const siteOf = (each) => {
          const dark = each.state === 'absent' || each.state === 'stalled';
          if (each.state === 'producing' && each.sighted && each.alerts.length === 0) {
            const rates = each.groups.map((one) => one.usefulRate);
            return {
              site: each.site,
              state: each.state,
              rate: rates.includes(null) ? '' : rate(rates.reduce((sum, one) => sum + one, 0)),
              lastData: at(each.lastData),
              instances: each.groups.flatMap((one) => one.instances.map((it) => it.state)),
              note: notes(each.site) > 0,
            };
          }
          return {
            site: each.site,
            state: each.state,
            sighted: each.sighted,
            since: at(dark ? each.since : each.lastData),
            gauge: each.state === 'stalled' ? [each.noDataSeconds, each.windowSeconds] : null,
            window: each.state === 'absent' ? span(each.windowSeconds * 1000) : null,
            groups: each.groups.map((group) => ({label: `replicas of ${group.group}`, instances: group.instances.map(rowOf)})),
            alerts: each.alerts.map((one) => [
              `#/incidents/${one.id}`, one.alertname, [one.severity, one.instance].filter(Boolean).join(' · ')]).sort(),
            notes: notes(each.site),
            links: [each.runbook, each.dashboard].filter(Boolean),
          };
        };

        const incident = (each) => ({
          id: each.querySelector('h3 a').getAttribute('href'),
          alertname: text(each.querySelector('h3')),
          severity: text(each.querySelector('.severity')),
          state: text(each.querySelector('.head .word')),
          subject: text(each.querySelector('.subject')),
          since: time(each.querySelector('time-age')),
          verdict: text(each.querySelector('.verdict')),
          deliveries: [...each.querySelectorAll('.deliveries li')].map((one) => [
            text(one.querySelector('.receiver')), text(one.querySelector('.member')), one.dataset.outcome, text(one.querySelector('time')).slice(0, 8), text(one.querySelector('.outcome'))]),
        });
        const incidentOf = (each) => ({
          id: `#/incidents/${each.id}`,
          alertname: each.alertname,
          severity: each.severity,
          state: each.state,
          subject: [each.site, each.group, each.instance].filter(Boolean).join(' / '),
          since: at(each.since),
          verdict: each.verdict ?? '',
          deliveries: latest(each.deliveries).map((one) => [
            one.receiver, one.member.replace(/^https?:\\/\\//, ''), one.outcome, one.at === null ? '' : one.at.slice(11, 19), one.outcome === 'accepted' ? '' : one.detail]),
        });
        const byName = (one, other) => (one.site < other.site ? -1 : 1);
        const byId = (one, other) => (one.id < other.id ? -1 : 1);
        const chips = Object.fromEntries([...document.querySelectorAll('.chip')].map((one) => [one.dataset.state, Number(text(one.querySelector('b')))]));
        const count = (state) => status.sites.filter((one) => one.state === state).length;
        const ails = [...document.querySelectorAll('#ailments li')].map(text);

        return JSON.stringify({
          shown: {
            turn: text(document.querySelector('#turn')).split(' ')[1],
            watcher: text(document.querySelector('#watcher')),
            unwatched: visible(document.querySelector('#unwatched')),
            ails: ails.filter((one) => !one.startsWith('A receiver has not')),
            owed: ails.some((one) => one.startsWith('A receiver has not')),
            ailing: visible(document.querySelector('#self')),
            chips,
            sites: [...[...document.querySelectorAll('site-card')].map(card), ...[...document.querySelectorAll('site-tile')].map(tile)].sort(byName),
            incidents: [...document.querySelectorAll('incident-card')].map(incident).sort(byId),
          },
          expected: {
            turn: String(status.seq),
            watcher: status.watcher,
            unwatched: !status.self.watched,
            ails: status.self.ailments.map((one) => `${one.charAt(0).toUpperCase()}${one.slice(1)}.`),
            owed: status.self.undeliveredSince !== null,
            ailing: status.self.ailments.length > 0 || status.self.undeliveredSince !== null,
            chips: Object.fromEntries(['absent', 'stalled', 'unknown', 'producing'].filter((one) => count(one) > 0).map((one) => [one, count(one)])),
            sites: status.sites.map(siteOf).sort(byName),
            incidents: status.incidents.filter((one) => one.state !== 'resolved').map(incidentOf).sort(byId),
          },
        });
      }
      """;

  private FieldsShown() {}

  /** Fails where the answer has a field that is neither compared nor left out for a reason. */
  static void areAllNamed(JsonObject status) {
    named("", status);
  }

  private static void named(String kind, JsonObject object) {
    var known = new TreeSet<>(COMPARED.getOrDefault(kind, Set.of()));
    known.addAll(ELSEWHERE.getOrDefault(kind, Set.of()));
    assertThat(known)
        .as("fields of %s", kind.isEmpty() ? "the status" : kind)
        .containsAll(object.fieldNames());
    for (var field : object) {
      if (!WHOLE.contains(field.getKey())) {
        children(field.getKey(), field.getValue());
      }
    }
  }

  private static void children(String kind, Object value) {
    if (value instanceof JsonObject child) {
      named(kind, child);
    } else if (value instanceof JsonArray array) {
      array.forEach(each -> children(kind, each));
    }
  }
}
