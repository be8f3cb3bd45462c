// The page: follows the watcher's turns, and shows what the address names.

import {everySecond, heard, inFull, now, span, utc} from './clock.js';
import {el, list, mark, write} from './dom.js';
import {Fleet} from './fleet.js';
import './page-board.js';
import {Stream} from './stream.js';

/** A watcher turns every second; so much longer is not late, it is gone. */
const STALE_MILLIS = 10_000;

/** What lies behind the board comes when it is asked for. */
const PAGES = {
  'board-page': () => {},
  'site-page': () => import('./page-site.js'),
  'instance-page': () => import('./page-instance.js'),
  'incident-page': () => import('./page-incident.js'),
  'incidents-page': () => import('./page-incidents.js'),
};

const part = (id) => document.getElementById(id);
const opened = Date.now();
const fleet = new Fleet();
const board = document.querySelector('board-page');
let page = board;
let shownAt = '';

document.body.toggleAttribute('data-wall', new URLSearchParams(location.search).has('wall'));

const stream = new Stream((turn) => {
  heard(turn.at);
  const changed = fleet.take(turn);
  const moved = fleet.pulse(turn);
  showTurn();
  if (changed) {
    show();
  }
  if (moved.length > 0) {
    page.pulse?.(moved);
  }
});

everySecond(showTurn);
addEventListener('hashchange', go);
addEventListener('keydown', key);
part('skip').addEventListener('click', (event) => {
  event.preventDefault();
  part('main').focus();
});
go();

function show() {
  if (fleet.at !== null) {
    page.show?.(fleet);
  }
  const worst = fleet.worst();
  const open = fleet.open().length;
  mark(part('icon'), 'href', `icon-${worst}.svg`);
  showSelf();
  write(part('open-count'), open === 0 ? '' : String(open));
}

/** How the watcher itself fares, on every page: what ails it may be why nobody is woken. */
function showSelf() {
  const {ailments, watched, undeliveredSince, lost} = fleet.self;
  const lines = ailments.map((each) => `${each.charAt(0).toUpperCase()}${each.slice(1)}.`);
  if (ailments.length > 0 && watched) {
    lines.push('Its dead man’s switch is not pinged for as long as that lasts.');
  }
  if (undeliveredSince !== null) {
    lines.push(`A receiver has not taken what it is owed since ${utc(Date.parse(undeliveredSince))}.`);
  }
  if (lost) {
    lines.push(`${utc(Date.parse(lost.at))}: ${lost.what}.`);
  }
  for (const {receiver, summary} of fleet.faults.filter((each) => each.site === null && each.severity === 'error')) {
    lines.push(`${receiver}: ${summary}.`);
  }
  for (const {receiver, summary, endsAt} of fleet.silences.filter((each) => each.site === null && each.pages)) {
    lines.push(`${receiver} keeps ${summary} about this watcher quiet until ${utc(Date.parse(endsAt))}.`);
  }
  part('self').hidden = lines.length === 0;
  list(part('ailments'), lines, (line) => line, () => Object.assign(el('li'), {show(line) { write(this, line); }}));
  part('unwatched').hidden = watched || fleet.at === null;
}

/** Which page an address names, and what of: `#/sites/SITE/GROUP/INSTANCE`, `#/incidents/ID`. */
function named(hash) {
  const [kind, ...names] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (kind === 'sites' && names.length >= 3) {
    return ['instance-page', {site: names[0], group: names[1], instance: names[2]}];
  }
  if (kind === 'sites' && names.length > 0) {
    return ['site-page', {site: names[0]}];
  }
  if (kind === 'incidents') {
    return names[0] ? ['incident-page', {incident: names[0]}] : ['incidents-page', {}];
  }
  return ['board-page', {}];
}

async function go() {
  const address = location.hash;
  const [tag, subject] = named(address);
  await PAGES[tag]();
  if (address !== location.hash || (address === shownAt && page.isConnected && shownAt !== '')) {
    return;
  }
  const first = shownAt === '' && page === board;
  shownAt = address || '#/';
  const next = tag === 'board-page' ? board : document.createElement(tag);
  if (next !== page || first) {
    page.replaceWith(next);
    page = next;
  }
  page.open?.(subject);
  show();
  for (const each of document.querySelectorAll('nav a')) {
    mark(each, 'aria-current', each.dataset.page === tag ? 'page' : null);
  }
  if (!first) {
    scrollTo(0, 0);
    part('main').focus({preventScroll: true});
  }
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** `/` finds a site, `b` goes to the board, `i` to the incidents; never while one types. */
function key(event) {
  if (event.target.matches('input, textarea') || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === '/') {
    event.preventDefault();
    location.hash = '#/';
    setTimeout(() => board.search.focus());
  } else if (event.key === 'b') {
    location.hash = '#/';
  } else if (event.key === 'i') {
    location.hash = '#/incidents';
  }
}

/**
 * What moves with every turn and every second: the clock, and whether turns still come. Returns
 * the instant of the last one where they do not: all that is shown is as it was then.
 */
function showTurn() {
  const quiet = Date.now() - (stream?.last ?? opened);
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
