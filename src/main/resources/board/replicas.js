// The replicas of a site, group by group, and what each of them shows.

import './clock.js';
import {el, list, mark, shape, write} from './dom.js';
import {rate} from './words.js';

/** A replica: one line, and a second where there is something to say. */
class ReplicaRow extends HTMLElement {
  shape = shape();
  name = el('span', {class: 'name'});
  state = el('span', {class: 'word'});
  rate = el('span', {class: 'rate'});
  age = el('time-age', {class: 'age', ago: ''});
  shows = el('span', {class: 'shows'});

  show(instance) {
    const producing = instance.state === 'producing';
    if (!this.firstChild) {
      this.append(this.shape, this.name, this.state, this.rate, this.age, this.shows);
    }
    mark(this, 'role', 'listitem');
    mark(this, 'data-state', instance.state);
    this.shape.show(instance.state);
    write(this.name, instance.instance);
    mark(this.name, 'title', instance.url);
    write(this.state, instance.state);
    write(this.rate, producing ? rate(instance.ingestionRate) : '');
    this.age.since(instance.lastData);
    write(this.shows, producing ? '' : instance.shows);
  }
}
customElements.define('replica-row', ReplicaRow);

/** The replicas of one group, under its name where the site has several. */
class GroupRows extends HTMLElement {
  name = el('h4');
  rows = el('div', {role: 'list'});

  show({group, alone}) {
    if (!this.firstChild) {
      this.append(this.name, this.rows);
    }
    this.name.hidden = alone;
    write(this.name, group.state === 'producing' ? group.group : `${group.group}, ${group.state}`);
    mark(this.rows, 'aria-label', `replicas of ${group.group}`);
    list(this.rows, group.instances, (each) => each.instance, () => el('replica-row'));
  }
}
customElements.define('group-rows', GroupRows);

/** Makes `parent` show every group of `site`. */
export function showGroups(parent, site) {
  const groups = site.groups.map((group) => ({group, alone: site.groups.length === 1}));
  list(parent, groups, ({group}) => group.group, () => el('group-rows'));
}
