// The replicas of a site, group by group, and what each of them shows.

import {Ticking, inFull, span} from './clock.js';
import {path} from './api.js';
import {el, list, mark, shape, write} from './dom.js';
import {rate} from './words.js';

/** How far a server has read its write-ahead log, and when it will be done: `bar.show(instance)`. */
class ReplayBar extends Ticking {
  bar = el('progress', {max: '1'});
  text = el('span');

  show({instance, replay}) {
    if (!this.firstChild) {
      this.append(this.bar, this.text);
    }
    this.replay = replay ?? null;
    this.hidden = this.replay === null;
    mark(this.bar, 'value', String(this.replay?.progress ?? 0));
    mark(this.bar, 'aria-label', `replay of ${instance}`);
    mark(this, 'title', this.replay?.doneAt ? `done about ${inFull(Date.parse(this.replay.doneAt))}` : null);
    this.refresh();
  }

  tick(at) {
    if (this.replay) {
      write(this.text, `${Math.floor(this.replay.progress * 100)} % replayed${left(this.replay.doneAt, at)}`);
    }
  }
}
customElements.define('replay-bar', ReplayBar);

function left(doneAt, at) {
  if (doneAt === null) {
    return '';
  }
  const millis = Date.parse(doneAt) - at;
  return millis > 0 ? `, about ${span(millis)} left` : ', slower than it was';
}

/** A replica: one line, and a second where there is something to say. */
class ReplicaRow extends HTMLElement {
  shape = shape();
  name = el('a', {class: 'name'});
  state = el('span', {class: 'word'});
  rate = el('span', {class: 'rate'});
  age = el('time-age', {class: 'age', ago: ''});
  shows = el('span', {class: 'shows'});
  bar = el('replay-bar', {hidden: ''});

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
    // The bar tells of a replay; its finding would say it again.
    const told = findings.filter((each) => !(instance.replay && each.code === 'replaying'));
    write(this.shows, [shows, ...told.map((each) => each.summary)].filter(Boolean).join('; '));
    this.bar.show(instance);
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
