// A site that produces data and needs nobody: as small as can be, its replicas on demand.

import './clock.js';
import {el, list, mark, shape, write} from './dom.js';
import {showGroups} from './replicas.js';
import {count} from './words.js';

/** The tile of one site. */
class SiteTile extends HTMLElement {
  shape = shape();
  name = el('h3');
  age = el('time-age', {ago: ''});
  dots = el('span', {class: 'dots', 'aria-hidden': 'true'});
  replicas = el('span', {class: 'many'});
  groups = el('div', {class: 'groups'});

  #build() {
    this.append(
      el('details', {},
        el('summary', {},
          el('span', {class: 'head'}, this.shape, this.name),
          el('span', {class: 'last'}, 'last sample ', this.age),
          el('span', {class: 'row'}, this.dots, this.replicas)),
        this.groups));
  }

  show(site) {
    if (!this.firstChild) {
      this.#build();
    }
    const instances = site.groups.flatMap((group) => group.instances);
    mark(this, 'data-path', `/sites/${encodeURIComponent(site.site)}`);
    this.shape.show(site.state);
    write(this.name, site.site);
    this.age.since(site.lastData);
    list(this.dots, instances, (each) => each.instance, dot);
    write(this.replicas, count(instances.length, 'replica'));
    showGroups(this.groups, site);
  }
}
customElements.define('site-tile', SiteTile);

function dot() {
  const sign = shape();
  const element = el('i', {}, sign);
  element.show = (instance) => sign.show(instance.state);
  return element;
}
