// Small drawings of the past: a ribbon of states, a curve of ingestion over its usual band.

import {span, utcMinute} from './clock.js';
import {el, fill, mark, svg} from './dom.js';
import {dayOfAll} from './past.js';

/** How tall a state stands in a ribbon, so that no state is told by colour alone. */
const HEIGHTS = {
  producing: 5,
  starting: 9,
  idle: 9,
  stalled: 11,
  down: 14,
  'crash-looping': 14,
  absent: 16,
  unknown: 2,
};

/** Runs of steps in the same state: `[{state, from, to}]`. */
export function runs(states) {
  const all = [];
  states.forEach((state, index) => {
    const last = all.at(-1);
    if (last && last.state === state) {
      last.to = index + 1;
    } else {
      all.push({state, from: index, to: index + 1});
    }
  });
  return all;
}

/** The ribbon of one curve. What nobody watched stays empty. */
export function ribbon(curve, width = 1000) {
  const drawing = svg('svg', {
    viewBox: `0 0 ${width} 16`,
    preserveAspectRatio: 'none',
    class: 'ribbon',
    role: 'img',
    'aria-label': ribbonWords(curve),
  });
  for (const {state, from, to} of runs(curve.state)) {
    if (state !== null) {
      const height = HEIGHTS[state] ?? 2;
      const x = (from / curve.steps) * width;
      // A short outage must not vanish between two pixels.
      const wide = Math.max(((to - from) / curve.steps) * width, state === 'producing' ? 0 : width / 200);
      drawing.append(
        svg('rect', {x, y: 16 - height, width: wide, height, 'data-state': state}, svg('title', {}, runWords(curve, state, from, to))));
    }
  }
  return drawing;
}

function runWords(curve, state, from, to) {
  const begin = curve.begin + from * curve.step;
  return `${state} ${utcMinute(begin)} to ${utcMinute(curve.begin + to * curve.step)} UTC`;
}

/** The ribbon in words. */
function ribbonWords(curve) {
  const dark = runs(curve.state).filter(({state}) => state !== null && state !== 'producing' && state !== 'unknown');
  const share = covered(curve);
  const how = share === null ? 'nothing is known of the time shown' : `data in ${percent(share)} of the time shown`;
  if (dark.length === 0) {
    return how;
  }
  const latest = dark.at(-1);
  const lasted = span((latest.to - latest.from) * curve.step);
  return `${how}; ${dark.length} times without, the latest from ${utcMinute(curve.begin + latest.from * curve.step)} for ${lasted}`;
}

/** The share of the sighted time that had data; null where nothing was seen. */
export function covered(curve) {
  const known = curve.coverage.filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0) / known.length;
}

/** A share as people write it: never 100 % of what was not whole. */
export function percent(share) {
  const digits = share > 0.99 && share < 1 ? 2 : share > 0.9 && share < 1 ? 1 : 0;
  return `${(Math.floor(share * 100 * 10 ** digits) / 10 ** digits).toFixed(digits)} %`;
}

/** The curve of ingestion, over a band from half of the usual to the usual. */
export function spark(curve, width = 240, height = 36) {
  const values = [...curve.ingestionRate, ...curve.usualRate].filter((each) => each !== null);
  const top = Math.max(1, ...values) * 1.08;
  const x = (step) => (((step + 0.5) / curve.steps) * width).toFixed(1);
  const y = (rate) => (height - 1 - (rate / top) * (height - 2)).toFixed(1);
  const drawing = svg('svg', {
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
    class: 'spark',
    'aria-hidden': 'true',
  });
  for (const part of parts(curve.usualRate)) {
    const upper = part.map(([step, rate]) => `${x(step)},${y(rate)}`);
    const lower = part.map(([step, rate]) => `${x(step)},${y(rate / 2)}`).reverse();
    drawing.append(svg('polygon', {points: [...upper, ...lower].join(' '), class: 'band'}));
  }
  for (const part of parts(curve.ingestionRate)) {
    const points = part.map(([step, rate]) => `${x(step)},${y(rate)}`);
    const [first] = part[0];
    const [last] = part.at(-1);
    drawing.append(
      svg('polygon', {points: [`${x(first)},${height}`, ...points, `${x(last)},${height}`].join(' '), class: 'area'}),
      svg('polyline', {points: points.join(' '), class: 'line', 'vector-effect': 'non-scaling-stroke'}));
  }
  return drawing;
}

/** The stretches in which a value is known, as pairs of step and value. */
function parts(values) {
  const all = [];
  let part = null;
  values.forEach((value, step) => {
    if (value === null) {
      part = null;
    } else {
      part ?? all.push((part = []));
      part.push([step, value]);
    }
  });
  return all;
}

/** The last day of one site: `strip.show(name)`. `curve` adds the curve of ingestion. */
class DayStrip extends HTMLElement {
  show(site) {
    if (this.site !== site) {
      this.site = site;
      this.#draw();
    }
  }

  connectedCallback() {
    this.timer = setInterval(() => this.#draw(), 5 * 60_000);
    this.#draw();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #draw() {
    const curve = this.site === undefined ? undefined : (await dayOfAll()).get(this.site);
    if (!curve || !this.isConnected) {
      return;
    }
    if (this.drawn === curve) {
      return;
    }
    this.drawn = curve;
    const share = covered(curve);
    const words = el('span', {class: 'share'}, share === null ? '' : `${percent(share)} of 24 h`);
    const known = curve.ingestionRate.some((each) => each !== null);
    fill(this, ...(this.hasAttribute('curve') && known ? [spark(curve)] : []), ribbon(curve), words);
    mark(this, 'data-known', '');
  }
}
customElements.define('day-strip', DayStrip);
