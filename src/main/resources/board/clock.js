// Time as the watcher counts it: instants come over the wire, ages are counted here.

const SAMPLES = 30;
const offsets = [];
const ticking = new Set();
let frozen = null;

/** Notes that the watcher's clock showed `at` no later than now. */
export function heard(at) {
  offsets.push(Date.now() - Date.parse(at));
  if (offsets.length > SAMPLES) {
    offsets.shift();
  }
}

/** The watcher's clock, in milliseconds: ours, less the smallest delay that was seen lately. */
export function now() {
  return Date.now() - (offsets.length ? Math.min(...offsets) : 0);
}

/** The instant that ages count to. */
function shown() {
  return frozen ?? now();
}

/** A length of time in its two largest units. */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n) => String(n).padStart(2, '0');
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return seconds % 60 ? `${minutes} min ${two(seconds % 60)} s` : `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return minutes % 60 ? `${hours} h ${two(minutes % 60)} min` : `${hours} h`;
  }
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
}

/** A time of day in UTC to the minute, with its date unless that is today's. */
export function utcMinute(milliseconds) {
  const text = utc(milliseconds);
  return text.replace(/:\d\d UTC$/, '');
}

/** A time of day in UTC, with its date unless that is today's. */
export function utc(milliseconds) {
  const iso = new Date(milliseconds).toISOString();
  const day = iso.slice(0, 10);
  const time = `${iso.slice(11, 19)} UTC`;
  return day === new Date(now()).toISOString().slice(0, 10) ? time : `${day} ${time}`;
}

/** A text of the watcher with its instants as the page writes times. */
export function worded(text) {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (instant) => utc(Date.parse(instant)));
}

/** The same in full, in UTC and where the reader is. */
export function inFull(milliseconds) {
  const iso = new Date(milliseconds).toISOString();
  const local = new Date(milliseconds).toLocaleString(undefined, {timeZoneName: 'short'});
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC, ${local}`;
}

const sight = new IntersectionObserver((entries) => {
  for (const {target, isIntersecting} of entries) {
    target.inSight = isIntersecting;
    if (isIntersecting && target.isConnected) {
      target.refresh();
    }
  }
}, {rootMargin: '200px'});

/** An element that has `tick(at)` called every second for as long as it is in sight. */
export class Ticking extends HTMLElement {
  /** Has it show the present moment at once. */
  refresh() {
    this.tick(shown());
  }

  connectedCallback() {
    ticking.add(this);
    sight.observe(this);
    this.refresh();
  }

  disconnectedCallback() {
    ticking.delete(this);
    sight.unobserve(this);
  }
}

/** A moment in UTC, with the reader's own time on hover: `moment.at(rfc3339 or null)`. */
class TimeMoment extends HTMLElement {
  at(instant) {
    const then = instant === null ? null : Date.parse(instant);
    if (then !== this.then) {
      this.then = then;
      this.title = then === null ? '' : inFull(then);
      this.textContent = then === null ? '–' : utc(then);
    }
    return this;
  }
}
customElements.define('time-moment', TimeMoment);

/** How long ago an instant was: `age.since(rfc3339 or null)`; `ago` adds the word. */
class TimeAge extends Ticking {
  since(instant) {
    const then = instant === null ? null : Date.parse(instant);
    if (then !== this.then) {
      this.then = then;
      this.title = then === null ? '' : inFull(then);
      this.refresh();
    }
  }

  tick(at) {
    const text = this.then == null ? 'never' : span(at - this.then) + (this.hasAttribute('ago') ? ' ago' : '');
    if (this.textContent !== text) {
      this.textContent = text;
    }
  }
}
customElements.define('time-age', TimeAge);

/**
 * Calls `then` every second, and as soon as the page is looked at again. It may return the instant
 * at which all ages are to stand still, else null.
 */
export function everySecond(then) {
  const tick = () => {
    frozen = then();
    if (!document.hidden) {
      const at = shown();
      ticking.forEach((element) => element.inSight && element.tick(at));
    }
  };
  setInterval(tick, 1000);
  document.addEventListener('visibilitychange', tick);
}
