// What the page knows: the sites and incidents as the events brought them.

import {notesOf} from './notes.js';
import {SITE_STATES, bySeverity} from './words.js';

const rank = (site) => SITE_STATES.indexOf(site.state);
/** Orders names as people do: pop2 before pop10. */
export const byName = new Intl.Collator('en', {numeric: true}).compare;

/** The sites and open incidents of one watcher. */
export class Fleet {
  seq = 0;
  at = null;
  watcher = '';
  self = {watched: true, ailments: [], undeliveredSince: null, lost: null};
  maintenance = [];
  silences = [];
  faults = [];
  drills = [];
  sites = new Map();
  incidents = [];
  #names = [];

  /** Takes one event in. Returns whether there is more to show than that time passes. */
  take(turn) {
    this.seq = turn.seq;
    this.at = turn.at;
    this.watcher = turn.watcher ?? this.watcher;
    this.self = turn.self ?? this.self;
    this.maintenance = turn.maintenance ?? this.maintenance;
    this.silences = turn.silences ?? this.silences;
    this.faults = turn.routes?.faults ?? this.faults;
    this.drills = turn.drills ?? this.drills;
    this.incidents = turn.incidents ?? this.incidents;
    if (turn.full) {
      this.sites.clear();
      this.#names = turn.sites.map((site) => site.site);
    }
    for (const site of turn.sites) {
      // The clock in it stood so at this turn, and goes on from there.
      this.sites.set(site.site, {...site, at: Date.parse(turn.at)});
    }
    const beside = turn.incidents || turn.maintenance || turn.silences || turn.routes;
    this.#join(beside ? this.sites.values() : turn.sites);
    return Boolean(turn.full || beside || turn.self || turn.drills) || turn.sites.length > 0;
  }

  /** What only moved on: when the last sample was, and how many there are a second. */
  pulse(turn) {
    const moved = [];
    for (const [index, lastData, rate] of turn.pulse ?? []) {
      const site = this.sites.get(this.#names[index]);
      if (site) {
        site.lastData = lastData === null ? null : new Date(lastData).toISOString();
        site.rate = rate;
        moved.push(site);
      }
    }
    return moved;
  }

  /** Tells the alerts of `sites` who was told of them, and each site what keeps people from it. */
  #join(sites) {
    const known = new Map(this.incidents.map((each) => [each.id, each]));
    for (const {site} of [...sites]) {
      const shown = this.sites.get(site);
      const notes = notesOf(site, this);
      if (shown.alerts.length > 0 || notes.length > 0 || shown.notes?.length > 0) {
        const alerts = shown.alerts.map((each) => ({
          ...each,
          deliveries: known.get(each.id)?.deliveries ?? [],
          verdict: known.get(each.id)?.verdict ?? null,
        }));
        this.sites.set(site, {...shown, alerts, notes});
      }
    }
  }

  /** Every site, worst first; among equals the longest without data, then by name. */
  worstFirst() {
    return [...this.sites.values()].sort(
      (one, other) =>
        rank(one) - rank(other) ||
        (one.state === 'producing' ? needy(other) - needy(one) : byName(one.since ?? '', other.since ?? '')) ||
        byName(one.site, other.site));
  }

  /** The worst state of all; unknown while there is no site. */
  worst() {
    return SITE_STATES.find((state) => this.count(state) > 0) ?? 'unknown';
  }

  count(state) {
    let count = 0;
    for (const site of this.sites.values()) {
      count += site.state === state ? 1 : 0;
    }
    return count;
  }

  /** The incidents that are not over, the most urgent first, then the newest. */
  open() {
    return this.incidents
      .filter((incident) => incident.state !== 'resolved')
      .sort((one, other) => bySeverity(one, other) || byName(other.openedAt, one.openedAt));
  }
}

/** Whether a site needs attention although it produces. */
export function needy(site) {
  return Number(site.state !== 'producing' || !site.sighted || site.alerts.length > 0);
}
