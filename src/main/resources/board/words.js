// The words of the page.

/** Site states, worst first. */
export const SITE_STATES = ['absent', 'stalled', 'unknown', 'producing'];

const BLIND = {
  'no-look': 'no look has finished yet',
  'controls-gone': 'it does not answer, and neither does anything else: the fault may be ours',
  unauthorized: 'it does not accept our credentials',
  'wrong-path': 'nothing is found there: the path prefix may be wrong',
  'tls-trust': 'its certificate is not trusted, or ours is not',
  middlebox: 'something in between answers in its place',
  'body-over-bound': 'its answer is larger than we read',
  'inbox-full': 'more looks came in than we could take',
};

/** Why we cannot see, for a person. */
export function blind(cause) {
  return BLIND[cause] ?? cause;
}

/** A rate of samples, in three digits. */
export function rate(perSecond) {
  if (perSecond === null || perSecond === undefined) {
    return '';
  }
  const [value, unit] =
    perSecond >= 1e6 ? [perSecond / 1e6, ' M/s'] : perSecond >= 1e3 ? [perSecond / 1e3, ' k/s'] : [perSecond, '/s'];
  return `${value >= 100 || unit === '/s' ? Math.round(value) : value.toPrecision(3)}${unit}`;
}

/** A share, never 100 % of what was not whole. */
export function percentOf(share) {
  return share === null ? null : share >= 1 ? '100 %' : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

/** `1 site`, `2 sites`. */
export function count(n, noun) {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** A link's address where it is one that may be followed, else null. */
export function followable(url) {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}

const SEVERITIES = ['critical', 'warning', 'none'];

/** The most urgent first. */
export function bySeverity(one, other) {
  return SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);
}

const TOOK = ['accepted', 'listed', 'notified', 'acknowledged', 'held'];

/** Whether a step says that the receiver has it. */
export function isTaken(outcome) {
  return TOOK.includes(outcome);
}

/** How far each way has come: of its steps the latest. */
export function latest(deliveries) {
  return [...new Map(deliveries.map((each) => [`${each.receiver} ${each.member}`, each])).values()];
}

/** Who has accepted a notification, receiver by receiver. */
export function told(deliveries) {
  const receivers = Map.groupBy(latest(deliveries), (each) => each.receiver);
  const words = [...receivers].map(([receiver, members]) => {
    const accepted = members.filter((each) => isTaken(each.outcome)).length;
    if (accepted === 0) {
      return `${receiver} not reached`;
    }
    return accepted === members.length ? `told ${receiver}` : `told ${receiver} (${accepted} of ${members.length})`;
  });
  return words.length === 0 ? 'nobody told yet' : words.join(', ');
}
