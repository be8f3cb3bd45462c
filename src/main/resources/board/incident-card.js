// One incident: what is wrong with whom, and who was told.

import {path} from './api.js';
import {inFull, utc} from './clock.js';
import {el, list, mark, write} from './dom.js';
import {isTaken, latest} from './words.js';

const SIGNS = {accepted: '✓', rejected: '✕', failed: '✕', pending: '…'};

/** The card of one incident. */
class IncidentCard extends HTMLElement {
  severity = el('span', {class: 'severity'});
  state = el('span', {class: 'word'});
  name = el('a');
  subject = el('p', {class: 'subject'});
  since = el('time');
  age = el('time-age', {ago: ''});
  deliveries = el('ul', {class: 'deliveries'});
  verdict = el('p', {class: 'verdict'});
  untold = el('p', {class: 'untold'}, 'Not sent to anybody yet.');

  #build() {
    this.append(
      el('div', {class: 'head'}, this.severity, this.state),
      el('h3', {}, this.name),
      this.subject,
      this.verdict,
      el('p', {class: 'since'}, 'since ', this.since, ', ', this.age),
      this.deliveries,
      this.untold,
    );
  }

  show(incident) {
    if (!this.firstChild) {
      this.#build();
    }
    const since = Date.parse(incident.since);
    mark(this, 'role', 'article');
    mark(this, 'data-severity', incident.severity);
    mark(this, 'data-state', incident.state);
    write(this.severity, incident.severity);
    write(this.state, incident.state);
    write(this.name, incident.alertname);
    mark(this.name, 'href', path('incidents', incident.id));
    write(this.subject, [incident.site, incident.group, incident.instance].filter(Boolean).join(' / '));
    write(this.verdict, incident.verdict ?? '');
    this.verdict.hidden = !incident.verdict;
    write(this.since, utc(since));
    mark(this.since, 'title', inFull(since));
    this.age.since(incident.since);
    list(this.deliveries, latest(incident.deliveries), (each) => `${each.receiver} ${each.member}`, delivery);
    this.untold.hidden = incident.deliveries.length > 0;
  }
}
customElements.define('incident-card', IncidentCard);

function delivery() {
  const sign = el('span', {class: 'sign', 'aria-hidden': 'true'});
  const receiver = el('span', {class: 'receiver'});
  const member = el('span', {class: 'member'});
  const outcome = el('span', {class: 'outcome'});
  const at = el('time');
  const line = el('li', {}, sign, receiver, member, at, outcome);
  line.show = (each) => {
    mark(line, 'data-outcome', each.outcome);
    write(sign, isTaken(each.outcome) ? '✓' : (SIGNS[each.outcome] ?? ''));
    write(receiver, each.receiver);
    write(member, each.member.replace(/^https?:\/\//, ''));
    write(at, each.at === null ? '' : utc(Date.parse(each.at)));
    write(outcome, each.outcome === 'accepted' ? '' : each.detail);
  };
  return line;
}
