// Every incident that is kept: those that are open, and those that are over.

import {ask, atMostEvery, path} from './api.js';
import {span} from './clock.js';
import {el, fill, link, list, write} from './dom.js';
import './incident-card.js';

/** The page of all incidents. */
class IncidentsPage extends HTMLElement {
  open_ = el('div', {class: 'list wide'});
  none = el('p', {class: 'none'}, 'No incident is open.');
  over = el('div', {class: 'beside', role: 'region', tabindex: '0', 'aria-label': 'Incidents that are over'});

  connectedCallback() {
    if (!this.firstChild) {
      this.append(
        el('header', {class: 'hero'}, el('p', {class: 'crumbs'}, link('#/', 'All sites')), el('div', {class: 'line'}, el('h1', {}, 'Incidents'))),
        el('section', {}, el('h2', {class: 'part'}, 'Open'), this.none, this.open_),
        el('section', {class: 'panel'}, el('h2', {}, 'Over'), this.over));
    }
  }

  open() {
    this.refresh();
  }

  show(fleet) {
    const open = fleet.open();
    list(this.open_, open, (each) => each.id, () => el('incident-card'));
    this.none.hidden = open.length > 0;
    if (open.length !== this.many) {
      this.many = open.length;
      this.refresh();
    }
  }

  pulse() {}

  refresh = atMostEvery(5_000, async () => {
    try {
      const all = await ask('incidents', {closed: 200});
      const over = all.filter((each) => each.state === 'resolved').toSorted((one, other) => (one.openedAt < other.openedAt ? 1 : -1));
      fill(this.over, over.length === 0 ? el('p', {class: 'none'}, 'None is kept yet.') : table(over));
    } catch (error) {
      fill(this.over, el('p', {class: 'none'}, `They cannot be told: ${error.message}.`));
    }
  });
}
customElements.define('incidents-page', IncidentsPage);

function table(incidents) {
  return el('table', {},
    el('thead', {}, el('tr', {}, ...['opened', 'what', 'about', 'severity', 'lasted'].map((each) => el('th', {scope: 'col'}, each)))),
    el('tbody', {}, ...incidents.map((each) => el('tr', {},
      el('td', {}, el('time-moment').at(each.openedAt)),
      el('td', {}, link(path('incidents', each.id), each.alertname)),
      el('td', {}, [each.site, each.group, each.instance].filter(Boolean).join(' / ') || 'the watcher'),
      el('td', {}, each.severity),
      el('td', {}, each.resolvedAt === null ? '–' : span(Date.parse(each.resolvedAt) - Date.parse(each.since)))))));
}
