// The event stream: it comes back by itself, and says honestly when nothing new comes.

import {ask} from './api.js';

const QUIET_MILLIS = 20_000;
const RETRY_MILLIS = 3_000;

/** A heartbeat comes every 5 s. */
const HEARTBEAT_MILLIS = 7_500;

/**
 * Follows the watcher's turns. `onTurn(turn)` is called for each that is new.
 */
export class Stream {
  #onTurn;
  #source = null;
  #opened = Date.now();
  #heard = 0;
  #turn = '';
  #seen = '';

  /** When the last new turn came, by our own clock; null before the first. */
  last = null;

  constructor(onTurn) {
    this.#onTurn = onTurn;
    this.#begin();
    setInterval(() => this.#reopenIfDead(), RETRY_MILLIS);
  }

  /** Whether the watcher answers at all, whatever it says. */
  get answers() {
    return Date.now() - this.#heard < HEARTBEAT_MILLIS;
  }

  /** The whole board comes compressed, in one answer; the stream goes on from there. */
  async #begin() {
    try {
      this.#take(await ask('board'));
    } catch {
      // The stream brings everything too, when there is something.
    }
    this.#open();
  }

  #open() {
    this.#opened = Date.now();
    this.#source?.close();
    this.#source = new EventSource(`api/v1/events?brief&from=${this.#seen}`);
    this.#source.addEventListener('heartbeat', () => {
      this.#heard = Date.now();
    });
    this.#source.addEventListener('turn', (event) => this.#take(JSON.parse(event.data)));
  }

  #take(turn) {
    const name = `${turn.seq} at ${turn.at}`;
    this.#heard = Date.now();
    // A stream that came back repeats the latest turn; that is no news.
    if (name !== this.#turn) {
      this.#turn = name;
      this.last = Date.now();
    }
    this.#seen = `${turn.seq}-${Date.parse(turn.at)}`;
    this.#onTurn(turn);
  }

  /** A browser gives up after some errors, and a connection can die without one. */
  #reopenIfDead() {
    const quiet = Date.now() - Math.max(this.#heard, this.#opened) > QUIET_MILLIS;
    if (this.#source?.readyState === EventSource.CLOSED || quiet) {
      this.#open();
    }
  }
}
