// The history that several elements of the page show: asked for once, kept for a while.

import {ask} from './api.js';
import {now} from './clock.js';

const FRESH_MILLIS = 5 * 60_000;

let day = null;
let asked = 0;
let waiting = null;

/** The last day of every site, a quarter of an hour to a step: `Map` of name to curve. */
export async function dayOfAll() {
  if (day && Date.now() - asked < FRESH_MILLIS) {
    return day;
  }
  waiting ??= curves({}, 24 * 3_600_000, 100).then(
    (all) => {
      day = new Map(all.curves.map((each) => [each.site, {...each, ...frame(all)}]));
      asked = Date.now();
      waiting = null;
      return day;
    },
    () => {
      asked = Date.now() - FRESH_MILLIS + 20_000;
      waiting = null;
      return (day ??= new Map());
    });
  return waiting;
}

/** The curves of a site and its parts over the last `span` milliseconds. */
export function curves(of, span, steps) {
  const to = now();
  return between(of, to - span, to, steps);
}

/** The same between two times. */
export function between(of, from, to, steps = 1_500) {
  return ask('history', {
    ...of,
    steps,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
}

/** When a curve's first step begins, and how long each is, in milliseconds. */
export function frame({from, stepSeconds, steps}) {
  return {begin: Date.parse(from), step: stepSeconds * 1000, steps};
}
