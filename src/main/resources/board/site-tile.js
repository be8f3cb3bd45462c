// A site that produces data and needs nobody: as small as can be.

import {utcMinute} from './clock.js';
import {path} from './api.js';
import {el, list, mark, shape, write} from './dom.js';
import './strips.js';
import {count, rate} from './words.js';

/** The tile of one site. */
class SiteTile extends HTMLElement {
  shape = shape();
  name = el('a');
  rate = el('span', {class: 'rate'});
  age = el('time-age', {ago: ''});
  dots = el('span', {class: 'dots', 'aria-hidden': 'true'});
  replicas = el('span', {class: 'unseen'});
  note = el('span', {class: 'note'});
  strip = el('day-strip');

  #build() {
    this.append(
      el('span', {class: 'head'}, this.shape, el('h3', {}, this.name), this.rate),
      this.strip,
      el('span', {class: 'row'}, this.dots, this.replicas, el('span', {class: 'last'}, el('span', {class: 'unseen'}, 'last sample '), this.age)),
      this.note);
  }

  show(site) {
    if (!this.firstChild) {
      this.#build();
    }
    const instances = site.groups.flatMap((group) => group.instances);
    mark(this, 'role', 'article');
    mark(this.name, 'href', path('sites', site.site));
    this.shape.show(site.state);
    write(this.name, site.site);
    list(this.dots, instances.slice(0, 12), (each) => each.instance, dot);
    mark(this.dots, 'title', count(instances.length, 'replica'));
    write(this.replicas, `${count(instances.length, 'replica')}, `);
    this.#note(site.notes ?? []);
    this.strip.show(site.site);
    this.pulse(site);
  }

  /** The gravest of what keeps people from hearing of it; its page tells the rest. */
  #note([first]) {
    this.note.hidden = first === undefined;
    if (first) {
      mark(this.note, 'data-grave', first.grave ? '' : null);
      write(this.note, first.until === null ? first.head : `${first.head} until ${utcMinute(Date.parse(first.until))}`);
    }
  }

  /** What moves when nothing else does. */
  pulse(site) {
    this.age.since(site.lastData);
    write(this.rate, rate(site.rate ?? null));
  }
}
customElements.define('site-tile', SiteTile);

function dot() {
  const sign = shape();
  const element = el('i', {}, sign);
  element.show = (instance) => sign.show(instance.state);
  return element;
}
