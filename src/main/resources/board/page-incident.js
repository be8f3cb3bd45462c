// One incident: what is wrong with whom, who was told what and when, and what happened around it.

import {ask, atMostEvery, path} from './api.js';
import {now, span} from './clock.js';
import {el, facts, fill, link, mark, write} from './dom.js';
import './timeline.js';
import './why-panel.js';
import {isTaken} from './words.js';

const AROUND = 15 * 60_000;

/** What no receiver tells: Alertmanager has no such thing, and events to PagerDuty bring no news back. */
const UNKNOWN = 'Whether somebody has acknowledged it is not known here: neither Alertmanager nor PagerDuty’s events tell. Ask PagerDuty by the dedup key above.';

/** The page of one incident: `page.open({incident})`. */
class IncidentPage extends HTMLElement {
  crumbs = el('p', {class: 'crumbs'});
  severity = el('span', {class: 'severity'});
  title = el('h1');
  word = el('span', {class: 'word'});
  verdict = el('p', {class: 'verdict'});
  facts = el('dl', {class: 'facts'});
  told = el('div', {class: 'beside ways', role: 'region', tabindex: '0', 'aria-label': 'What was sent to whom'});
  line = el('time-line');
  why = el('why-panel');
  save = el('a', {class: 'button', download: ''}, 'Post-mortem as Markdown');
  gone = el('p', {class: 'none', hidden: ''});

  connectedCallback() {
    if (this.firstChild) {
      return;
    }
    this.whyPart = el('section', {class: 'panel'}, this.why);
    this.append(
      this.gone,
      el('header', {class: 'hero'}, this.crumbs, el('div', {class: 'line'}, this.severity, this.title, this.word), this.verdict, this.facts, el('p', {class: 'links'}, this.save)),
      el('div', {class: 'columns'},
        el('div', {class: 'main'},
          el('section', {class: 'panel'}, el('h2', {}, 'Who was told'), this.told, el('p', {class: 'aside'}, UNKNOWN)),
          el('section', {class: 'panel'}, el('h2', {}, 'What happened'), this.line)),
        el('aside', {class: 'side'}, this.whyPart)));
    this.addEventListener('moment', (event) => this.why.at(event.detail));
  }

  open({incident}) {
    this.id = incident;
    this.explained = false;
    mark(this.save, 'href', `api/v1/incidents/${encodeURIComponent(incident)}?format=markdown`);
    mark(this.save, 'download', `post-mortem-${incident.replace(/[^A-Za-z0-9-]/g, '')}.md`);
    fill(this.crumbs, link('#/', 'All sites'), ' / ', link('#/incidents', 'Incidents'));
    this.refresh();
  }

  show(fleet) {
    const known = fleet.incidents.find((each) => each.id === this.id);
    if (known !== this.known) {
      this.known = known;
      this.refresh();
    }
  }

  pulse() {}

  refresh = atMostEvery(2_000, async () => {
    try {
      const incident = await ask(`incidents/${encodeURIComponent(this.id)}`);
      this.gone.hidden = true;
      this.#tell(incident);
      await this.#happenings(incident);
    } catch (error) {
      this.gone.hidden = false;
      write(this.gone, `${error.message}.`);
    }
  });

  #tell(incident) {
    mark(this, 'data-severity', incident.severity);
    mark(this, 'data-state', incident.state);
    write(this.severity, incident.severity);
    write(this.title, incident.alertname);
    write(this.word, incident.state);
    write(this.verdict, incident.verdict ?? '');
    this.verdict.hidden = !incident.verdict;
    const subject = [incident.site, incident.group, incident.instance].filter(Boolean);
    const lasted = Date.parse(incident.resolvedAt ?? new Date(now()).toISOString()) - Date.parse(incident.since);
    facts(this.facts, [
      ['about', incident.site === null ? 'the watcher' : link(path('sites', ...(subject.length === 3 ? subject : [incident.site])), subject.join(' / '))],
      ['since', el('time-moment').at(incident.since)],
      ['last data', incident.lastData === null ? 'never' : el('time-moment').at(incident.lastData)],
      ['opened', el('time-moment').at(incident.openedAt)],
      ['resolved', incident.resolvedAt === null ? 'not yet' : el('time-moment').at(incident.resolvedAt)],
      [incident.resolvedAt === null ? 'goes on for' : 'lasted', span(lasted)],
      ['acknowledged', 'not known'],
      ['dedup key', el('code', {}, incident.dedupKey)],
    ]);
    fill(this.told, incident.deliveries.length === 0 ? el('p', {class: 'none'}, 'Nobody yet.') : deliveries(incident.deliveries));
    this.whyPart.hidden = incident.site === null;
    if (incident.site !== null && !this.explained) {
      this.explained = true;
      this.why.show(incident.site);
      this.why.at(Date.parse(incident.openedAt) + 1_000);
    }
  }

  async #happenings(incident) {
    if (incident.site === null) {
      this.line.show([], 'It is about the watcher itself; its log tells the rest.');
      return;
    }
    const from = Date.parse(incident.since) - AROUND;
    const to = Math.min(now() + 1_000, incident.resolvedAt === null ? Infinity : Date.parse(incident.resolvedAt) + AROUND);
    await this.line.tell(incident.site, Math.max(from, to - 31 * 86_400_000), to);
  }
}
customElements.define('incident-page', IncidentPage);

/** Who was told, how far: a row for each way. */
function deliveries(all) {
  return el('table', {},
    el('thead', {}, el('tr', {}, ...['receiver', 'member', 'how far', 'at', 'because'].map((each) => el('th', {scope: 'col'}, each)))),
    el('tbody', {}, ...all.map((each) => el('tr', {'data-outcome': each.outcome},
      el('th', {scope: 'row'}, each.receiver),
      el('td', {class: 'member'}, each.member),
      el('td', {class: 'outcome'}, el('span', {class: 'sign', 'aria-hidden': 'true'}, isTaken(each.outcome) ? '✓' : each.outcome === 'pending' ? '…' : '✕'), ` ${each.detail}`),
      el('td', {class: 'at'}, el('time-moment').at(each.at)),
      el('td', {class: 'reason'}, each.reason ?? 'first')))));
}
