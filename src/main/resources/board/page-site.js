// One site: what it does, why, what happened, and what each of its servers shows.

import {ask, atMostEvery, path} from './api.js';
import './chart.js';
import {now} from './clock.js';
import {el, facts, fill, link, list, mark, shape, write} from './dom.js';
import './findings.js';
import './incident-card.js';
import {outward, says, showNotes, stateWords} from './site-card.js';
import './timeline.js';
import './why-panel.js';
import {followable, percentOf, rate} from './words.js';

/** The page of one site: `page.open({site})`. */
class SitePage extends HTMLElement {
  shape = shape();
  title = el('h1');
  word = el('span', {class: 'word'});
  age = el('time-age', {class: 'number'});
  unit = el('span', {class: 'unit'});
  gauge = el('window-gauge');
  says = el('p', {class: 'says'});
  notes = el('div', {class: 'notes', role: 'list', 'aria-label': 'who is not told'});
  links = el('p', {class: 'links'});
  facts = el('dl', {class: 'facts'});
  incidents = el('div', {class: 'list'});
  chart = el('past-chart');
  table = el('div', {class: 'beside', role: 'region', tabindex: '0', 'aria-label': 'The replicas beside each other'});
  findings = el('div', {class: 'list'});
  line = el('time-line');
  why = el('why-panel');
  gone = el('p', {class: 'none', hidden: ''});

  connectedCallback() {
    if (this.firstChild) {
      return;
    }
    this.noFindings = el('p', {class: 'none'}, 'Nothing is found to be wrong with its servers.');
    this.hero = el('header', {class: 'hero'},
      el('p', {class: 'crumbs'}, link('#/', 'All sites')),
      el('div', {class: 'line'}, this.shape, this.title, this.word),
      el('p', {class: 'figure'}, this.age, this.unit),
      this.gauge, this.says, this.notes, this.facts, this.links);
    this.findingPart = el('section', {class: 'panel findings'}, el('h2', {}, 'Findings'), this.noFindings, this.findings);
    this.incidentPart = el('section', {class: 'told'}, el('h2', {class: 'part'}, 'Who is told'), this.incidents);
    this.append(
      this.gone,
      this.hero,
      el('div', {class: 'columns'},
        el('div', {class: 'main'},
          el('section', {class: 'panel'}, el('h2', {}, 'Ingestion'), this.chart),
          el('section', {class: 'panel servers'}, el('h2', {}, 'Its servers, side by side'), this.table),
          this.findingPart,
          el('section', {class: 'panel'}, el('h2', {}, 'What happened'), this.line)),
        el('aside', {class: 'side'}, this.incidentPart, el('section', {class: 'panel'}, this.why))));
    this.addEventListener('moment', (event) => this.why.at(event.detail));
    this.chart.addEventListener('span', (event) => this.line.tell(this.site, ...event.detail));
  }

  open({site}) {
    this.site = site;
    write(this.title, site);
    this.chart.of({site});
    this.why.show(site);
    this.refresh();
  }

  /** Shows what the stream brought, and asks for the rest where the site is another. */
  show(fleet) {
    this.fleet = fleet;
    const site = fleet.sites.get(this.site);
    if (site && site !== this.brief) {
      this.brief = site;
      showNotes(this.notes, site);
      this.refresh();
    }
    list(this.incidents, fleet.open().filter((each) => each.site === this.site), (each) => each.id, () => el('incident-card'));
    this.incidentPart.hidden = this.incidents.children.length === 0;
  }

  pulse(sites) {
    if (sites.some((each) => each.site === this.site)) {
      this.refresh();
    }
  }

  refresh = atMostEvery(2_000, async () => {
    try {
      this.#tell(await ask(`sites/${encodeURIComponent(this.site)}`));
      this.gone.hidden = true;
    } catch (error) {
      this.gone.hidden = false;
      write(this.gone, `${error.message}.`);
    }
  });

  #tell(answer) {
    const known = this.fleet?.sites.get(this.site);
    const site = {...answer, at: known?.at ?? now(), alerts: known?.alerts ?? answer.alerts.map((each) => ({...each, deliveries: []}))};
    const dark = site.state === 'absent' || site.state === 'stalled';
    mark(this, 'data-state', site.state);
    this.shape.show(site.state);
    write(this.word, stateWords(site));
    this.age.since(dark ? site.since : site.lastData);
    write(this.unit, dark ? 'without data' : site.lastData === null ? 'seen producing data' : 'since its last sample');
    this.gauge.hidden = site.state !== 'stalled';
    this.gauge.show(site);
    write(this.says, says(site));
    this.says.hidden = this.says.textContent === '';
    this.#facts(site);
    this.#links(site);
    const instances = site.groups.flatMap((group) => group.instances.map((each) => ({...each, group: group.group})));
    this.#beside(instances);
    const findings = instances.flatMap((each) => each.findings.map((finding) => ({finding, each})));
    list(this.findings, findings, ({finding, each}) => `${each.group}/${each.instance} ${finding.code}`, found);
    this.noFindings.hidden = findings.length > 0;
    mark(this.findingPart, 'data-some', findings.length > 0 ? '' : null);
  }

  #facts(site) {
    const usual = site.groups.every((each) => each.usualRate !== null) ? site.groups.reduce((sum, each) => sum + each.usualRate, 0) : null;
    const useful = site.groups.every((each) => each.usefulRate !== null) ? site.groups.reduce((sum, each) => sum + each.usefulRate, 0) : null;
    facts(this.facts, [
      ['since', site.since === null ? null : el('time-moment').at(site.since)],
      ['last data', site.lastData === null ? 'never' : el('time-moment').at(site.lastData)],
      ['coverage', percentOf(site.coverage)],
      ['ingestion', useful === null ? null : usual === null ? rate(useful) : `${rate(useful)}, usually ${rate(usual)}`],
    ]);
  }

  #links(site) {
    const links = [['Runbook', site.runbook], ['Dashboard', site.dashboard]]
      .map(([name, url]) => [name, followable(url)])
      .filter(([, url]) => url !== null);
    list(this.links, links, ([name]) => name, outward);
    this.links.hidden = links.length === 0;
  }

  #beside(instances) {
    fill(this.table, beside(this.site, instances));
  }
}
customElements.define('site-page', SitePage);

/** Servers as the columns of a table, what differs from the healthy ones in bold. */
function beside(site, instances) {
  const rows = [
    ['state', (each) => each.state],
    ['since', (each) => el('time-moment').at(each.since)],
    ['shows', (each) => each.shows],
    ['last data', (each) => (each.lastData === null ? 'never' : el('time-moment').at(each.lastData))],
    ['ingestion', (each) => (each.ingestionRate === null ? '–' : rate(each.ingestionRate))],
    ...(instances.some((each) => each.replay) ? [['replay', replay]] : []),
    ['findings', (each) => each.findings.map((one) => one.code).join(', ') || 'none'],
    ['address', (each) => each.url],
    ...differences(instances),
  ];
  const head = el('tr', {}, el('td'), ...instances.map((each) => {
    const sign = shape();
    sign.show(each.state);
    return el('th', {scope: 'col'}, sign, link(path('sites', site, each.group, each.instance), each.instance));
  }));
  return el('table', {},
    el('thead', {}, head),
    el('tbody', {}, ...rows.map(([name, cell]) => el('tr', {}, el('th', {scope: 'row'}, name), ...instances.map((each) => el('td', {'data-state': name === 'state' ? each.state : ''}, cell(each)))))));
}

function replay(each) {
  const bar = el('replay-bar');
  bar.show(each);
  return each.replay === null ? '' : bar;
}

/** What tells a server from its healthy sibling: a row for each, the value here against the one there. */
function differences(instances) {
  const names = new Set(instances.flatMap((each) => (each.differences ?? []).map((one) => one.what)));
  return [...names].map((name) => [name, (each) => {
    const found = (each.differences ?? []).find((one) => one.what === name);
    return found ? `${found.here}, ${found.beside} has ${found.there}` : '';
  }]);
}

function found() {
  const where = el('h3');
  const card = el('finding-card');
  const both = el('div', {class: 'found'}, where, card);
  both.show = ({finding, each}) => {
    write(where, each.instance);
    card.show(finding);
  };
  return both;
}
