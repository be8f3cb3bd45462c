// A site that needs attention: its state, how long it has been dark, what each replica shows, and
// who knows.

import {Ticking, span} from './clock.js';
import {path} from './api.js';
import {el, list, mark, shape, write} from './dom.js';
import './notes.js';
import {showGroups} from './replicas.js';
import './strips.js';
import {blind, bySeverity, count, followable, told} from './words.js';

/** How much of the window has passed without data, and when it will be over. */
class WindowGauge extends Ticking {
  bar = el('span', {class: 'bar', 'aria-hidden': 'true'});
  text = el('span', {class: 'text'});

  show(site) {
    this.site = site;
    if (!this.firstChild) {
      this.append(this.bar, this.text);
    }
    this.refresh();
  }

  tick(at) {
    const {site} = this;
    if (!site || this.hidden) {
      return;
    }
    const elapsed = site.noDataSeconds + (site.sighted ? Math.max(0, at - site.at) / 1000 : 0);
    const left = Math.max(0, site.windowSeconds - elapsed);
    this.bar.style.setProperty('--share', Math.min(1, elapsed / site.windowSeconds).toFixed(4));
    write(this.text, site.sighted ? `absent in ${span(left * 1000)}` : `paused, ${span(left * 1000)} left`);
  }
}
customElements.define('window-gauge', WindowGauge);

/** The card of one site. */
class SiteCard extends HTMLElement {
  shape = shape();
  name = el('a');
  state = el('span', {class: 'word'});
  before = el('span', {class: 'unit'});
  age = el('time-age', {class: 'number'});
  after = el('span', {class: 'unit'});
  gauge = el('window-gauge');
  says = el('p', {class: 'says'});
  notes = el('div', {class: 'notes', role: 'list', 'aria-label': 'who is not told'});
  alerts = el('ul', {class: 'alerts'});
  groups = el('div', {class: 'groups'});
  strip = el('day-strip', {curve: ''});
  links = el('p', {class: 'links'});

  #build() {
    this.append(
      el('div', {class: 'head'}, this.shape, el('h3', {}, this.name), this.state),
      el('div', {class: 'body'},
        el('div', {class: 'tells'},
          el('p', {class: 'figure'}, this.before, this.age, this.after),
          this.gauge,
          this.says,
          this.notes,
          this.alerts,
          this.links),
        el('div', {class: 'shows-all'}, this.groups, this.strip)),
    );
  }

  show(site) {
    if (!this.firstChild) {
      this.#build();
    }
    mark(this, 'data-state', site.state);
    mark(this, 'data-blind', site.sighted ? null : '');
    mark(this, 'role', 'article');
    this.shape.show(site.state);
    write(this.name, site.site);
    mark(this.name, 'href', path('sites', site.site));
    write(this.state, stateWords(site));
    this.figure(site);
    this.gauge.hidden = site.state !== 'stalled';
    this.gauge.show(site);
    write(this.says, says(site));
    this.says.hidden = this.says.textContent === '';
    showNotes(this.notes, site);
    list(this.alerts, site.alerts.toSorted(bySeverity), (each) => each.id, alertLine);
    showGroups(this.groups, site);
    this.strip.show(site.site);
    this.#links(site);
  }

  /** What moves when nothing else does. */
  pulse(site) {
    this.figure(site);
  }

  figure(site) {
    const dark = site.state === 'absent' || site.state === 'stalled';
    const never = !dark && site.lastData === null;
    this.age.since(dark ? site.since : site.lastData);
    this.age.hidden = never;
    mark(this.age, 'ago', dark ? null : '');
    write(this.before, never ? 'never seen producing data' : dark ? '' : 'last sample');
    write(this.after, dark ? 'without data' : '');
  }

  #links(site) {
    const links = [['Runbook', site.runbook], ['Dashboard', site.dashboard]]
      .map(([name, url]) => [name, followable(url)])
      .filter(([, url]) => url !== null);
    list(this.links, links, ([name]) => name, outward);
    this.links.hidden = links.length === 0;
  }
}
customElements.define('site-card', SiteCard);

/** Makes `parent` show what keeps people from hearing of `site`. */
export function showNotes(parent, site) {
  const notes = site.notes ?? [];
  list(parent, notes, (each) => each.key, () => el('site-note'));
  parent.hidden = notes.length === 0;
}

/** The state, and what is to be said beside it. */
export function stateWords(site) {
  if (!site.sighted) {
    return `${site.state}, blind`;
  }
  const instances = site.groups.flatMap((group) => group.instances);
  const producing = instances.filter((each) => each.state === 'producing').length;
  return site.state === 'producing' && producing < instances.length
    ? `producing, ${producing} of ${count(instances.length, 'replica')}`
    : site.state;
}

/** What broke, and what that means, in a line or two. */
export function says(site) {
  const lines = [];
  const verdict = site.alerts.toSorted(bySeverity).find((each) => each.verdict)?.verdict;
  if (verdict) {
    lines.push(`${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}.`);
  }
  if (!site.sighted) {
    lines.push(`We cannot see it: ${blind(site.blindCause)}.`);
  }
  if (site.state === 'absent') {
    lines.push(`No data for longer than its window of ${span(site.windowSeconds * 1000)}.`);
  }
  return lines.join(' ');
}

function alertLine() {
  const name = el('a');
  const rest = el('span');
  const line = el('li', {}, name, rest);
  line.show = (alert) => {
    mark(line, 'data-severity', alert.severity);
    mark(name, 'href', path('incidents', alert.id));
    write(name, alert.alertname);
    write(rest, [alert.severity, alert.instance, told(alert.deliveries)].filter(Boolean).join(' · '));
  };
  return line;
}

/** A link to somewhere else. */
export function outward() {
  const anchor = el('a', {rel: 'noreferrer', target: '_blank'});
  anchor.show = ([name, url]) => {
    mark(anchor, 'href', url);
    write(anchor, name);
  };
  return anchor;
}
