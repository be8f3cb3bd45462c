// One list of everything that happened: changes of state, findings, pages and their delivery.

import {ask, path} from './api.js';
import {inFull, worded} from './clock.js';
import {el, fill, shape} from './dom.js';

const MARKS = {finding: '!', gone: '✓', delivery: '→', incident: '●', maintenance: '◷', silence: '◷', change: '△'};

/**
 * A timeline, newest first: `timeline.tell(site, from, to)`. It tells of a moment that is chosen
 * by the event `moment`, its detail the milliseconds.
 */
class TimeLine extends HTMLElement {
  /** Asks what happened to `site` between two times, and shows what of it is `wanted`. */
  async tell(site, from, to, wanted = () => true) {
    try {
      const all = await ask(`sites/${encodeURIComponent(site)}/timeline`, {
        from: new Date(from).toISOString(),
        to: new Date(Math.max(to, from + 1)).toISOString(),
      });
      const happenings = all.filter(wanted);
      // Shown anew only where there is news, so that focus and selection survive.
      const key = `${site} ${happenings.length} ${happenings[0]?.at} ${happenings.at(-1)?.at}`;
      if (key !== this.told) {
        this.told = key;
        this.show(happenings);
      }
    } catch (error) {
      this.told = undefined;
      this.show([], `What happened cannot be told: ${error.message}.`);
    }
  }

  show(happenings, empty = 'Nothing happened in this time.') {
    if (happenings.length === 0) {
      fill(this, el('p', {class: 'none'}, empty));
      return;
    }
    const days = Map.groupBy(happenings.toReversed(), (each) => each.at.slice(0, 10));
    fill(this, ...[...days].map(([day, all]) => this.#day(day, all)));
  }

  #day(day, happenings) {
    return el('section', {},
      el('h3', {}, day),
      el('ol', {}, ...happenings.map((each) => this.#entry(each))));
  }

  #entry(each) {
    const at = Date.parse(each.at);
    const time = el('button', {type: 'button', class: 'time', title: `${inFull(at)}. Shows why at this moment.`}, each.at.slice(11, 19));
    time.addEventListener('click', () => {
      this.dispatchEvent(new CustomEvent('moment', {detail: at, bubbles: true}));
    });
    const words = each.incident === null
      ? el('span', {class: 'what'}, worded(each.text))
      : el('a', {class: 'what', href: path('incidents', each.incident)}, worded(each.text));
    return el('li', {'data-kind': each.kind, 'data-tone': each.tone},
      time,
      el('span', {class: 'mark', 'aria-hidden': 'true'}, sign(each)),
      el('span', {class: 'who'}, each.instance ?? each.group ?? each.site ?? 'the watcher'),
      words);
  }
}
customElements.define('time-line', TimeLine);

function sign(each) {
  if (each.kind === 'state') {
    const drawing = shape();
    drawing.show(each.tone);
    return drawing;
  }
  return MARKS[each.kind] ?? '·';
}
