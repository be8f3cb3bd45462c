// The replicas of a site, group by group, and what each of them shows.

import './clock.js';
import {path} from './api.js';
import {el, list, mark, shape, write} from './dom.js';
import {rate} from './words.js';

const PERCENT = /(\d{1,3}) ?%/;

/** A replica: one line, and a second where there is something to say. */
class ReplicaRow extends HTMLElement {
  shape = shape();
  name = el('a', {class: 'name'});
  state = el('span', {class: 'word'});
  rate = el('span', {class: 'rate'});
  age = el('time-age', {class: 'age', ago: ''});
  shows = el('span', {class: 'shows'});
  bar = el('progress', {max: '100', hidden: ''});

  show({site, group, instance}) {
    const producing = instance.state === 'producing';
    if (!this.firstChild) {
      this.append(this.shape, this.name, this.state, this.rate, this.age, this.shows, this.bar);
    }
    const findings = instance.findings ?? [];
    const shows = producing ? '' : (instance.shows ?? '');
    mark(this, 'role', 'listitem');
    mark(this, 'data-state', instance.state);
    this.shape.show(instance.state);
    write(this.name, instance.instance);
    mark(this.name, 'href', path('sites', site, group, instance.instance));
    mark(this.name, 'title', instance.url ?? null);
    write(this.state, instance.state);
    write(this.rate, producing ? rate(instance.ingestionRate ?? null) : '');
    this.age.hidden = instance.lastData === undefined;
    this.age.since(instance.lastData ?? null);
    write(this.shows, [shows, ...findings.map((each) => each.summary)].filter(Boolean).join('; '));
    this.#replay(instance);
  }

  /** How far it has read its write-ahead log, where it says so. */
  #replay(instance) {
    const found = instance.state === 'starting' ? PERCENT.exec(this.shows.textContent) : null;
    this.bar.hidden = found === null;
    if (found) {
      mark(this.bar, 'value', found[1]);
      mark(this.bar, 'aria-label', `replay of ${instance.instance}`);
    }
  }
}
customElements.define('replica-row', ReplicaRow);

/** The replicas of one group, under its name where the site has several. */
class GroupRows extends HTMLElement {
  name = el('h4');
  rows = el('div', {role: 'list'});

  show({site, group, alone}) {
    if (!this.firstChild) {
      this.append(this.name, this.rows);
    }
    this.name.hidden = alone;
    write(this.name, group.state === 'producing' ? group.group : `${group.group}, ${group.state}`);
    mark(this.rows, 'aria-label', `replicas of ${group.group}`);
    const rows = group.instances.map((instance) => ({site, group: group.group, instance}));
    list(this.rows, rows, (each) => each.instance.instance, () => el('replica-row'));
  }
}
customElements.define('group-rows', GroupRows);

/** Makes `parent` show every group of `site`. */
export function showGroups(parent, site) {
  const groups = site.groups.map((group) => ({site: site.site, group, alone: site.groups.length === 1}));
  list(parent, groups, ({group}) => group.group, () => el('group-rows'));
}
