// The board: follows the watcher's turns and shows the worst first.

import {everySecond, heard, inFull, now, span, utc} from './clock.js';
import {el, list, mark, shape, write} from './dom.js';
import {Fleet, needy} from './fleet.js';
import './incident-card.js';
import './site-card.js';
import './site-tile.js';
import {Stream} from './stream.js';
import {SITE_STATES, count} from './words.js';

/** A watcher turns every second; so much longer is not late, it is gone. */
const STALE_MILLIS = 10_000;

const SIGNS = {producing: 'On air', absent: 'Dead air', stalled: 'Stalled', unknown: 'Unknown'};

const part = (id) => document.getElementById(id);
const opened = Date.now();
const fleet = new Fleet();
const stream = new Stream('api/v1/events', (turn) => {
  heard(turn.at);
  fleet.take(turn);
  showTurn();
  if (turn.full || turn.sites.length > 0 || turn.incidents || turn.store) {
    show();
  }
});

everySecond(showTurn);
addEventListener('hashchange', seek);

function show() {
  const sites = fleet.worstFirst();
  const incidents = fleet.open();
  const nameOf = (site) => site.site;
  list(part('trouble'), sites.filter(needy), nameOf, () => el('site-card'));
  list(part('fine'), sites.filter((site) => !needy(site)), nameOf, () => el('site-tile'));
  list(part('incident-list'), incidents, (incident) => incident.id, () => el('incident-card'));
  part('incidents').hidden = incidents.length === 0;
  mark(part('open'), 'href', incidents.length === 0 ? null : '#/incidents');
  write(part('open'), incidents.length === 0 ? 'no open incident' : count(incidents.length, 'open incident'));
  showSummary(sites);
  part('store').hidden = fleet.store.writable;
  write(part('store'), `The journal does not keep: ${fleet.store.problem}. Pages leave, resolves wait.`);
  if (!document.querySelector('.sought')) {
    seek();
  }
}

function showSummary(sites) {
  const worst = fleet.worst();
  mark(part('summary'), 'data-state', worst);
  write(part('sign'), SIGNS[worst]);
  write(part('headline'), headline(worst, sites));
  list(part('counts'), SITE_STATES.filter((state) => fleet.count(state) > 0), (state) => state, chip);
  [...part('counts').children].forEach((each) => each.count(fleet.count(each.key)));
  mark(part('icon'), 'href', `icon-${worst}.svg`);
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

function chip(state) {
  const sign = shape();
  const number = el('b');
  const entry = el('li', {'data-state': state}, sign, number, ` ${state}`);
  entry.show = () => sign.show(state);
  entry.count = (n) => write(number, String(n));
  return entry;
}

/**
 * What moves with every turn and every second: the clock, and whether turns still come. Returns
 * the instant of the last one where they do not: all that is shown is as it was then.
 */
function showTurn() {
  const quiet = Date.now() - (stream.last ?? opened);
  const stale = quiet > STALE_MILLIS;
  const worst = fleet.worst();
  mark(document.body, 'data-stale', stale ? '' : null);
  part('stale').hidden = !stale;
  if (stale) {
    write(part('stale'), staleWords(quiet));
  }
  write(part('now'), utc(now()));
  mark(part('now'), 'title', inFull(now()));
  write(part('liveness'), stale ? 'stale' : fleet.at === null ? 'connecting' : 'live');
  write(part('watcher'), fleet.watcher);
  part('watcher').parentElement.hidden = fleet.watcher === '';
  write(part('turn'), fleet.at === null ? '' : `Turn ${fleet.seq} at ${utc(Date.parse(fleet.at))}.`);
  const title = worst === 'producing' || fleet.at === null ? 'deadair' : `${fleet.count(worst)} ${worst} · deadair`;
  document.title = stale ? `stale · ${title}` : title;
  return stale && fleet.at !== null ? Date.parse(fleet.at) : null;
}

function staleWords(quiet) {
  const who = stream.answers
    ? 'The watcher answers, but it has stopped judging'
    : 'The watcher does not answer';
  return fleet.at === null
    ? `${who}. Nothing is known yet.`
    : `Stale since ${utc(Date.parse(fleet.at))}, ${span(quiet)} ago. ${who}. Below is what it saw then.`;
}

/** Brings what the address names into sight: `#/sites/NAME`, `#/incidents/ID`. */
function seek() {
  const path = location.hash.slice(1);
  document.querySelectorAll('.sought').forEach((each) => each.classList.remove('sought'));
  for (const each of document.querySelectorAll('[data-path]')) {
    if (path !== '' && decoded(each.dataset.path) === decoded(path)) {
      each.classList.add('sought');
      each.querySelector('details')?.setAttribute('open', '');
      each.scrollIntoView({block: 'nearest'});
    }
  }
}

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
