// One server: what it shows, what is wrong with it, and what happened to it.

import {ask, atMostEvery, path} from './api.js';
import './chart.js';
import {el, facts, fill, link, list, mark, shape, write} from './dom.js';
import './findings.js';
import './timeline.js';
import {rate} from './words.js';

/** The page of one instance: `page.open({site, group, instance})`. */
class InstancePage extends HTMLElement {
  crumbs = el('p', {class: 'crumbs'});
  shape = shape();
  title = el('h1');
  word = el('span', {class: 'word'});
  says = el('p', {class: 'says'});
  facts = el('dl', {class: 'facts'});
  chart = el('past-chart');
  findings = el('div', {class: 'list'});
  noFindings = el('p', {class: 'none'}, 'Nothing is found to be wrong with it.');
  siblings = el('div', {class: 'groups'});
  line = el('time-line');
  gone = el('p', {class: 'none', hidden: ''});

  connectedCallback() {
    if (this.firstChild) {
      return;
    }
    this.append(
      this.gone,
      el('header', {class: 'hero'}, this.crumbs, el('div', {class: 'line'}, this.shape, this.title, this.word), this.says, this.facts),
      el('div', {class: 'columns'},
        el('div', {class: 'main'},
          el('section', {class: 'panel'}, el('h2', {}, 'Ingestion'), this.chart),
          el('section', {class: 'panel'}, el('h2', {}, 'Findings'), this.noFindings, this.findings)),
        el('aside', {class: 'side'},
          el('section', {class: 'panel'}, el('h2', {}, 'Beside it'), this.siblings),
          el('section', {class: 'panel'}, el('h2', {}, 'What happened'), this.line))));
    this.chart.addEventListener('span', (event) => {
      const {site, group, instance} = this.subject;
      this.line.tell(site, ...event.detail, (each) => each.instance === instance && each.group === group);
    });
    this.addEventListener('moment', () => {
      location.hash = path('sites', this.subject.site);
    });
  }

  open(subject) {
    this.subject = subject;
    write(this.title, subject.instance);
    fill(this.crumbs, link('#/', 'All sites'), ' / ', link(path('sites', subject.site), subject.site), ` / ${subject.group}`);
    this.chart.of(subject);
    this.refresh();
  }

  show(fleet) {
    const site = fleet.sites.get(this.subject.site);
    if (site && site !== this.brief) {
      this.brief = site;
      this.refresh();
    }
  }

  pulse(sites) {
    if (sites.some((each) => each.site === this.subject.site)) {
      this.refresh();
    }
  }

  refresh = atMostEvery(2_000, async () => {
    const {site, group, instance} = this.subject;
    try {
      const answer = await ask(`sites/${encodeURIComponent(site)}`);
      const its = answer.groups.find((each) => each.group === group);
      const found = its?.instances.find((each) => each.instance === instance);
      this.gone.hidden = found !== undefined;
      write(this.gone, `${site} has no instance ${instance} in its group ${group}.`);
      if (found) {
        this.#tell(found);
        const others = its.instances.filter((each) => each !== found);
        list(this.siblings, others.map((each) => ({site, group, instance: each})), (each) => each.instance.instance, () => el('replica-row'));
        this.siblings.parentElement.hidden = others.length === 0;
      }
    } catch (error) {
      this.gone.hidden = false;
      write(this.gone, `${error.message}.`);
    }
  });

  #tell(instance) {
    mark(this, 'data-state', instance.state);
    mark(this.siblings, 'role', 'list');
    this.shape.show(instance.state);
    write(this.word, instance.state);
    write(this.says, instance.shows);
    facts(this.facts, [
      ['since', el('time-moment').at(instance.since)],
      ['last data', instance.lastData === null ? 'never' : el('time-moment').at(instance.lastData)],
      ['ingestion', rate(instance.ingestionRate)],
      ['address', instance.url],
      ...(instance.differences ?? []).map((each) => [each.what, `${each.here}, ${each.beside} has ${each.there}`]),
    ]);
    list(this.findings, instance.findings, (each) => each.code, () => el('finding-card'));
    this.noFindings.hidden = instance.findings.length > 0;
  }
}
customElements.define('instance-page', InstancePage);
