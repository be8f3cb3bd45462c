// The event stream: it comes back by itself, and says honestly when nothing new comes.

const QUIET_MILLIS = 20_000;
const RETRY_MILLIS = 3_000;

/** A heartbeat comes every 5 s. */
const HEARTBEAT_MILLIS = 7_500;

/**
 * Follows the watcher's turns. `onTurn(turn)` is called for each that is new.
 */
export class Stream {
  #url;
  #onTurn;
  #source;
  #opened = 0;
  #heard = 0;
  #turn = '';

  /** When the last new turn came, by our own clock; null before the first. */
  last = null;

  constructor(url, onTurn) {
    this.#url = url;
    this.#onTurn = onTurn;
    this.#open();
    setInterval(() => this.#reopenIfDead(), RETRY_MILLIS);
  }

  /** Whether the watcher answers at all, whatever it says. */
  get answers() {
    return Date.now() - this.#heard < HEARTBEAT_MILLIS;
  }

  #open() {
    this.#opened = Date.now();
    this.#source = new EventSource(this.#url);
    this.#source.addEventListener('heartbeat', () => {
      this.#heard = Date.now();
    });
    this.#source.addEventListener('turn', (event) => {
      const turn = JSON.parse(event.data);
      const name = `${turn.seq} at ${turn.at}`;
      this.#heard = Date.now();
      // A stream that came back repeats the latest turn; that is no news.
      if (name !== this.#turn) {
        this.#turn = name;
        this.last = Date.now();
      }
      this.#onTurn(turn);
    });
  }

  /** A browser gives up after some errors, and a connection can die without one. */
  #reopenIfDead() {
    const quiet = Date.now() - Math.max(this.#heard, this.#opened) > QUIET_MILLIS;
    if (this.#source.readyState === EventSource.CLOSED || quiet) {
      this.#source.close();
      this.#open();
    }
  }
}
