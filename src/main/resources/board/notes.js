// What keeps people from hearing of a site: maintenance, silences, and routes that lead nowhere.

import './clock.js';
import {el, mark, write} from './dom.js';

const MARKS = {maintenance: '◷', silence: '◷', route: '⚠'};

/** What is to be noted of `site`, the gravest first. */
export function notesOf(site, {maintenance, silences, faults}) {
  return [
    ...faults.filter((each) => each.site === site).map(fault),
    ...maintenance.filter((each) => each.site === site && each.state === 'active').map(maintained),
    ...silences.filter((each) => each.site === site).map(silenced),
  ].sort((one, other) => Number(other.grave) - Number(one.grave));
}

function fault({code, severity, receiver, summary}) {
  const grave = severity === 'error';
  return {
    kind: 'route',
    grave,
    key: `route ${receiver} ${summary}`,
    // Where it is no error somebody else is told, or a waiver says that nobody need be.
    head: code === 'unpaged' ? (grave ? 'Pages nobody' : `${receiver} pages nobody`) : 'Route',
    until: null,
    text: `${receiver}: ${summary}.`,
  };
}

function maintained({id, group, instance, endsAt, untilProducing, comment, author}) {
  const part = [group, instance].filter(Boolean).join('/');
  return {
    kind: 'maintenance',
    grave: false,
    key: `maintenance ${id}`,
    head: part === '' ? 'In maintenance' : `${part} in maintenance`,
    until: endsAt,
    text: `${untilProducing ? 'or until it has data again, ' : ''}nobody is told of ${part === '' ? 'it' : part}.${said(author, comment)}`,
  };
}

function silenced({id, receiver, summary, pages, endsAt, comment, author}) {
  return {
    kind: 'silence',
    grave: pages,
    key: `silence ${receiver} ${id}`,
    head: 'Silenced',
    until: endsAt,
    text: `in ${receiver}, nobody is told of ${summary}.${said(author, comment)}`,
  };
}

/** Who made it, and why. */
function said(author, comment) {
  const words = [author, comment === '' ? '' : `“${comment}”`].filter(Boolean).join(': ');
  return words === '' ? '' : ` ${words}`;
}

/** One of them, in full: `note.show(each)`. */
class SiteNote extends HTMLElement {
  sign = el('span', {class: 'mark', 'aria-hidden': 'true'});
  head = el('b');
  until = el('time-moment');
  rest = el('span', {class: 'rest'});

  show({kind, grave, head, until, text}) {
    if (!this.firstChild) {
      this.append(this.sign, el('span', {}, this.head, ' ', this.until, ' ', this.rest));
    }
    mark(this, 'role', 'listitem');
    mark(this, 'data-kind', kind);
    mark(this, 'data-grave', grave ? '' : null);
    write(this.sign, MARKS[kind]);
    write(this.head, until === null ? head : `${head} until`);
    this.until.hidden = until === null;
    this.until.at(until);
    write(this.rest, text);
  }
}
customElements.define('site-note', SiteNote);
