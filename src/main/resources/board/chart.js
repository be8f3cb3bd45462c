// Ingestion over time, with zoom and hover, and a ribbon of states for each part beneath it.

import {inFull} from './clock.js';
import {el, fill, write} from './dom.js';
import {between, curves, frame} from './past.js';
import {ribbon} from './strips.js';
import {rate} from './words.js';

const HOUR = 3_600_000;
const SPANS = [['1 h', HOUR], ['6 h', 6 * HOUR], ['24 h', 24 * HOUR], ['7 d', 168 * HOUR], ['30 d', 720 * HOUR]];

/** One colour and one dash for each line, by role. */
const LINES = ['--line-1', '--line-2', '--line-3', '--line-4'];
const DASHES = [[], [8, 4], [3, 3], [10, 3, 2, 3]];

let loading = null;

/** uPlot comes when a chart is first shown, not with the page. */
function plot() {
  loading ??= new Promise((resolve, reject) => {
    document.head.append(el('link', {rel: 'stylesheet', href: 'uPlot.min.css'}));
    const script = el('script', {src: 'uPlot.iife.min.js'});
    script.addEventListener('load', () => resolve(globalThis.uPlot));
    script.addEventListener('error', () => reject(new Error('uPlot does not load')));
    document.head.append(script);
  });
  return loading;
}

/**
 * The past of a site or an instance: `chart.of({site, instance})`. It tells of a moment that is
 * pointed at by the event `moment`, and of the time it shows by `span`.
 */
class PastChart extends HTMLElement {
  spans = el('div', {class: 'spans', role: 'group', 'aria-label': 'time shown'});
  canvas = el('div', {class: 'canvas'});
  legend = el('p', {class: 'legend', 'aria-live': 'off'});
  lanes = el('div', {class: 'lanes'});
  status = el('p', {class: 'none', hidden: ''});
  span = 6 * HOUR;
  window = null;

  connectedCallback() {
    if (!this.firstChild) {
      this.append(this.spans, this.canvas, this.legend, this.lanes, this.status);
      this.#buttons();
    }
    this.timer = setInterval(() => this.window === null && this.refresh(), 15_000);
    this.resizing = new ResizeObserver(() => this.chart?.setSize(this.#size()));
    this.resizing.observe(this.canvas);
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', this.refresh);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.resizing.disconnect();
    this.scheme.removeEventListener('change', this.refresh);
    this.chart?.destroy();
    this.chart = null;
  }

  of(subject) {
    this.subject = subject;
    this.refresh();
  }

  #buttons() {
    const out = el('button', {type: 'button', class: 'quiet', hidden: ''}, 'Zoom out');
    out.addEventListener('click', () => this.#zoom(null));
    this.out = out;
    fill(this.spans, ...SPANS.map(([name, span]) => {
      const each = el('button', {type: 'button', class: 'chip', 'aria-pressed': String(span === this.span)}, name);
      each.addEventListener('click', () => {
        this.span = span;
        this.#zoom(null);
        for (const other of this.spans.querySelectorAll('.chip')) {
          other.setAttribute('aria-pressed', String(other === each));
        }
      });
      return each;
    }), out);
  }

  #zoom(window) {
    this.window = window;
    this.out.hidden = window === null;
    this.refresh();
  }

  refresh = async () => {
    if (!this.subject) {
      return;
    }
    const {site, group, instance} = this.subject;
    const of = {site, ...(group ? {group} : {}), ...(instance ? {instance} : {})};
    try {
      const asked = this.window
        ? await between(of, ...this.window)
        : await curves(of, this.span, 1_500);
      const uPlot = await plot();
      if (this.isConnected) {
        this.#draw(uPlot, asked);
      }
    } catch (error) {
      this.status.hidden = false;
      write(this.status, `The past cannot be shown: ${error.message}.`);
    }
  };

  #draw(uPlot, answer) {
    const all = answer.curves.map((each) => ({...each, ...frame(answer)}));
    const begin = Date.parse(answer.from);
    const step = answer.stepSeconds * 1000;
    this.status.hidden = all.length > 0;
    write(this.status, 'Nothing is kept of this time yet.');
    this.dispatchEvent(new CustomEvent('span', {detail: [begin, begin + step * answer.steps]}));
    const lines = chosen(all, this.subject);
    const times = Array.from({length: answer.steps}, (_, index) => (begin + index * step) / 1000);
    const usual = lines[0]?.usualRate ?? [];
    const data = [times, ...lines.map((each) => each.ingestionRate), usual, usual.map((each) => (each === null ? null : each / 2))];
    this.chart?.destroy();
    fill(this.canvas);
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', lines.length === 0 ? 'nothing is kept of this time' : words(lines));
    this.chart = new uPlot(this.#options(uPlot, lines, usual.some((each) => each !== null)), data, this.canvas);
    this.#legend(lines, null);
    this.#lanes(all);
  }

  #options(uPlot, lines, band) {
    const style = getComputedStyle(this);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = {stroke: colour('--faint'), grid: {stroke: colour('--line'), width: 1}, ticks: {show: false}, font: `12px ${style.fontFamily}`};
    const end = lines.length;
    return {
      ...this.#size(),
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: {show: false},
      padding: [10, 20, 0, 0],
      cursor: {y: false, drag: {x: true, y: false, setScale: false}, points: {size: 7}},
      scales: {x: {time: true}, y: {range: (_, low, high) => [0, Math.max(1, (high ?? 1) * 1.08)]}},
      axes: [
        {...axis, size: 30, space: 84, values: (_, ticks) => ticks.map(tick)},
        {...axis, size: 64, values: (_, ticks) => ticks.map(rate)},
      ],
      series: [
        {},
        ...lines.map((each, index) => ({
          label: each.instance ?? each.group ?? each.site,
          stroke: colour(LINES[index % LINES.length]),
          width: 1.75,
          dash: DASHES[index % DASHES.length],
          fill: index === 0 && lines.length === 1 ? colour('--area') : undefined,
          points: {show: false},
        })),
        {stroke: 'transparent', points: {show: false}, show: band},
        {stroke: 'transparent', points: {show: false}, show: band},
      ],
      bands: band ? [{series: [end + 1, end + 2], fill: colour('--band')}] : [],
      hooks: {
        setCursor: [(chart) => this.#legend(lines, chart.cursor.idx)],
        setSelect: [(chart) => this.#selected(chart)],
        ready: [(chart) => chart.over.addEventListener('click', () => this.#chosen(chart))],
      },
    };
  }

  #selected(chart) {
    if (chart.select.width > 8) {
      const from = chart.posToVal(chart.select.left, 'x') * 1000;
      const to = chart.posToVal(chart.select.left + chart.select.width, 'x') * 1000;
      this.#zoom([from, Math.max(to, from + 60_000)]);
    }
  }

  #chosen(chart) {
    if (chart.select.width <= 8 && chart.cursor.idx !== null) {
      this.dispatchEvent(new CustomEvent('moment', {detail: chart.data[0][chart.cursor.idx] * 1000, bubbles: true}));
    }
  }

  #legend(lines, index) {
    const at = index ?? null;
    const entries = lines.map((each, line) => {
      const name = each.instance ?? each.group ?? each.site;
      const key = el('i', {class: `key key-${(line % LINES.length) + 1}`, 'aria-hidden': 'true'});
      const [value, word] = at === null ? latest(each) : [each.ingestionRate[at], each.state[at] ?? 'not watched'];
      const state = word === null ? '' : ` ${word}`;
      return el('span', {}, key, el('b', {}, name), ` ${value === null ? '–' : rate(value)}${state}`);
    });
    const time = at === null ? '' : inFull(lines[0].begin + at * lines[0].step);
    const usual = lines[0]?.usualRate[at ?? lines[0].steps - 1] ?? null;
    const band = usual === null ? [] : [el('span', {}, el('i', {class: 'key key-band', 'aria-hidden': 'true'}), `usual ${rate(usual)}, half of it at least`)];
    fill(this.legend, ...entries, ...band, el('span', {class: 'when'}, time));
  }

  #lanes(all) {
    fill(this.lanes, ...all
      .filter((each) => each.instance !== null || each.group === null)
      .map((each) => el('div', {class: 'lane'},
        el('span', {class: 'name'}, each.instance ?? each.site),
        ribbon(each))));
  }

  #size() {
    return {width: Math.max(240, Math.floor(this.canvas.clientWidth)), height: 220};
  }
}
customElements.define('past-chart', PastChart);

/** The lines of a chart: an instance by itself, else the replicas of a site with its sum first. */
function chosen(all, {instance}) {
  if (instance) {
    return all.filter((each) => each.instance === instance).slice(0, 1);
  }
  const site = all.filter((each) => each.group === null && each.instance === null);
  const replicas = all.filter((each) => each.instance !== null);
  return [...site, ...replicas.slice(0, 3)];
}

/** Midnight is a date, everything else a time of day. */
function tick(seconds) {
  const iso = new Date(seconds * 1000).toISOString();
  return iso.slice(11, 16) === '00:00' ? iso.slice(5, 10) : iso.slice(11, 19).replace(/:00$/, '');
}

/** What a line shows at its end, and the state where that is not as it should be. */
function latest(line) {
  const end = line.state.findLastIndex((one) => one !== null);
  const state = line.state[end] ?? null;
  return state === 'producing'
    ? [line.ingestionRate.findLast((one) => one !== null) ?? null, null]
    : [line.ingestionRate[end] ?? null, state];
}

function words(lines) {
  return lines
    .map((each) => {
      const latest = each.ingestionRate.findLast((one) => one !== null) ?? null;
      return `${each.instance ?? each.site}: ${latest === null ? 'no rate is known' : `${rate(latest)} at last`}`;
    })
    .join('; ');
}
