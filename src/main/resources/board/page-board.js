// The board: every site at a glance, the worst first.

import {path} from './api.js';
import {utc} from './clock.js';
import {el, fill, list, mark, shape, write} from './dom.js';
import {byName, needy} from './fleet.js';
import './incident-card.js';
import './site-card.js';
import './site-tile.js';
import {SITE_STATES, count} from './words.js';

const SIGNS = {producing: 'On air', absent: 'Dead air', stalled: 'Stalled', unknown: 'Unknown'};

/** So many cards are read one by one; of more, each says less. */
const CARDS = 8;
const WALL_CARDS = 4;

/** So many tiles have room to breathe. */
const TILES = 24;

/** So many incidents stand beside the sites; the page of incidents has all. */
const INCIDENTS = 10;

/** With more than a glance can take, a roll of all names, each where it always is; of too many, none. */
const ROLL = {from: 13, to: 80};

/** The page that shows every site. */
class BoardPage extends HTMLElement {
  sign = el('p', {class: 'sign'}, 'Tuning in');
  headline = el('h1', {'aria-live': 'polite'}, 'Waiting for the first turn …');
  chips = el('div', {class: 'chips', role: 'group', 'aria-label': 'show only'});
  search = el('input', {type: 'search', placeholder: 'Find a site  /', 'aria-label': 'find a site', autocomplete: 'off', spellcheck: 'false'});
  roll = el('nav', {class: 'roll', 'aria-label': 'every site by name'});
  none = el('p', {class: 'none', hidden: ''}, 'No site is like that.');
  trouble = el('div', {class: 'trouble'});
  fine = el('div', {class: 'fine'});
  fineHead = el('h2', {class: 'part'});
  incidents = el('section', {class: 'incidents', id: 'incidents'});
  incidentList = el('div', {class: 'list'});
  more = el('a', {href: '#/incidents', class: 'button'});
  proofs = el('section', {class: 'proofs', id: 'proofs', hidden: ''});
  proofList = el('ul');
  shown = new Map();
  only = null;

  constructor() {
    super();
    this.summary = el('section', {class: 'summary', 'data-state': 'unknown'}, this.sign, this.headline);
    this.tools = el('div', {class: 'tools'}, this.chips, this.search);
    this.incidents.append(el('h2', {class: 'part'}, 'Open incidents'), this.incidentList, el('p', {class: 'more'}, this.more));
    this.proofs.append(el('h2', {class: 'part'}, 'What drills have proven'), this.proofList);
  }

  connectedCallback() {
    if (!this.firstChild) {
      this.append(
        this.summary,
        this.tools,
        this.roll,
        el('div', {class: 'columns'},
          el('section', {class: 'sites'}, el('h2', {class: 'unseen'}, 'Sites that need attention'), this.trouble, this.fineHead, this.fine, this.none),
          this.incidents),
        this.proofs);
      this.search.addEventListener('input', () => this.show(this.fleet));
      this.search.addEventListener('keydown', (event) => this.#key(event));
    }
  }

  /** Shows what `fleet` knows. */
  show(fleet) {
    this.fleet = fleet;
    const all = fleet.worstFirst();
    const sites = all.filter((site) => this.#wanted(site));
    const nameOf = (site) => site.site;
    const trouble = sites.filter(needy);
    mark(this.trouble, 'data-many', trouble.length > (document.body.hasAttribute('data-wall') ? WALL_CARDS : CARDS) ? '' : null);
    list(this.trouble, trouble, nameOf, () => el('site-card'));
    const fine = sites.filter((site) => !needy(site));
    list(this.fine, fine, nameOf, () => el('site-tile'));
    this.shown = new Map([...this.trouble.children, ...this.fine.children].map((each) => [each.key, each]));
    write(this.fineHead, fine.length === 0 ? '' : `${count(fine.length, 'site')} on air`);
    this.fineHead.hidden = fine.length === 0;
    mark(this.fineHead, 'class', trouble.length > 0 ? 'part' : 'unseen');
    mark(this.fine, 'data-many', fine.length > TILES ? '' : null);
    this.none.hidden = sites.length > 0 || all.length === 0;
    this.#roll(all);
    this.#incidents(fleet.open());
    this.#proofs(fleet.drills);
    this.#summary(fleet, all);
  }

  /** Shows that `sites` have moved on. */
  pulse(sites) {
    for (const site of sites) {
      this.shown.get(site.site)?.pulse(site);
    }
  }

  /** While cards push the tiles below the fold. */
  #roll(all) {
    this.roll.hidden = !all.some(needy) || all.length < ROLL.from || all.length > ROLL.to;
    const named = this.roll.hidden ? [] : all.toSorted((one, other) => byName(one.site, other.site));
    list(this.roll, named, (site) => site.site, nameLink);
  }

  #wanted(site) {
    const sought = this.search.value.trim().toLowerCase();
    return (
      (this.only === null || site.state === this.only) &&
      (sought === '' ||
        site.site.toLowerCase().includes(sought) ||
        site.groups.some((group) => group.instances.some((each) => each.instance.toLowerCase().includes(sought)))));
  }

  #incidents(open) {
    list(this.incidentList, open.slice(0, INCIDENTS), (incident) => incident.id, () => el('incident-card'));
    write(this.more, `All ${count(open.length, 'open incident')}`);
    this.more.parentElement.hidden = open.length <= INCIDENTS;
    this.incidents.hidden = open.length === 0;
  }

  #proofs(drills) {
    list(this.proofList, drills, (drill) => drill.receiver, () => Object.assign(el('li'), {show(drill) { write(this, proof(drill)); }}));
    this.proofs.hidden = drills.every((drill) => drill.latest === null);
  }

  #summary(fleet, sites) {
    const worst = fleet.worst();
    mark(this.summary, 'data-state', worst);
    write(this.sign, SIGNS[worst]);
    write(this.headline, headline(worst, sites));
    const states = SITE_STATES.filter((state) => fleet.count(state) > 0);
    list(this.chips, states, (state) => state, (state) => this.#chip(state));
    for (const chip of this.chips.children) {
      chip.count(fleet.count(chip.key));
      mark(chip, 'aria-pressed', String(chip.key === this.only));
    }
    this.tools.hidden = sites.length < 2;
  }

  #chip(state) {
    const sign = shape();
    const number = el('b');
    const chip = el('button', {type: 'button', class: 'chip', 'data-state': state}, sign, number, ` ${state}`);
    chip.show = () => sign.show(state);
    chip.count = (n) => write(number, String(n));
    chip.addEventListener('click', () => {
      this.only = this.only === state ? null : state;
      this.show(this.fleet);
    });
    return chip;
  }

  /** Enter opens the one that was found, or the first. */
  #key(event) {
    const first = this.trouble.firstElementChild ?? this.fine.firstElementChild;
    if (event.key === 'Enter' && first) {
      location.hash = first.name.getAttribute('href');
    } else if (event.key === 'Escape') {
      this.search.value = '';
      this.show(this.fleet);
      this.search.blur();
    }
  }
}
customElements.define('board-page', BoardPage);

function nameLink() {
  const sign = shape();
  const name = el('span', {class: 'name'});
  const state = el('span', {class: 'unseen'});
  const anchor = el('a', {}, sign, name, state);
  anchor.show = (site) => {
    mark(anchor, 'href', path('sites', site.site));
    mark(anchor, 'data-state', needy(site) ? site.state : null);
    sign.show(site.state);
    write(name, site.site);
    write(state, ` ${site.state}`);
  };
  return anchor;
}

/** What is known of the way to one receiver. */
function proof({receiver, latest, lastProof}) {
  const last = lastProof === null
    ? 'never proven'
    : `proven ${utc(Date.parse(lastProof.endedAt))}, ${Math.max(...lastProof.routes.map((way) => way.provenSeconds)).toFixed(1)} s after the order`;
  if (latest === null || latest.endedAt === null || latest.proven) {
    return `${receiver}: ${last}`;
  }
  const trouble = latest.routes.map((way) => way.trouble).filter(Boolean).join(', ');
  return `${receiver}: ${last}; not at ${utc(Date.parse(latest.endedAt))}: ${trouble || 'interrupted'}`;
}

function headline(worst, sites) {
  const those = sites.filter((site) => site.state === worst);
  const names = those.length <= 2 ? those.map((site) => site.site).join(' and ') : count(those.length, 'site');
  const are = those.length === 1 ? 'is' : 'are';
  switch (worst) {
    case 'absent':
      return `${names} ${are} absent`;
    case 'stalled':
      return `${names} ${are} stalled`;
    case 'unknown':
      return sites.length === 0 ? 'No site is watched' : `${names} ${are} not known to produce data`;
    default:
      return those.length === 1 ? `${names} produces data` : `All ${count(those.length, 'site')} produce data`;
  }
}
