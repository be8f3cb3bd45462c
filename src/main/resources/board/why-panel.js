// Why a site is in its state: the rule, the evidence, the clock, and what would have to happen.

import {ask} from './api.js';
import {now, utc} from './clock.js';
import {button, el, fill, write} from './dom.js';

const TITLES = {verdict: '', clock: 'The clock', evidence: 'The evidence', rule: 'The rule', next: 'What happens next'};

/** The explanation of one site: `panel.show(name)`, `panel.at(milliseconds)`. */
class WhyPanel extends HTMLElement {
  when = el('input', {type: 'datetime-local', step: '1', 'aria-label': 'at this time, UTC'});
  latest = button('Now', () => this.at(null), {class: 'quiet'});
  status = el('p', {class: 'asof', 'aria-live': 'polite'});
  body = el('div', {class: 'sentences'});
  moment = null;

  connectedCallback() {
    if (!this.firstChild) {
      this.append(
        el('header', {}, el('h2', {}, 'Why?'), el('label', {class: 'at'}, el('span', {}, 'at'), this.when, el('span', {}, 'UTC')), this.latest),
        this.status,
        this.body);
      this.when.addEventListener('change', () => {
        this.at(this.when.value === '' ? null : Date.parse(`${this.when.value}Z`));
      });
    }
    this.timer = setInterval(() => this.moment === null && this.refresh(), 5000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show(site) {
    this.site = site;
    this.refresh();
  }

  /** Explains that moment from now on; null for the present. */
  at(moment) {
    this.moment = moment;
    this.when.value = moment === null ? '' : new Date(moment).toISOString().slice(0, 19);
    this.latest.hidden = moment === null;
    this.refresh();
  }

  async refresh() {
    if (this.site === undefined) {
      return;
    }
    const {moment} = this;
    this.latest.hidden = moment === null;
    try {
      const parameters = moment === null ? {} : {at: new Date(moment).toISOString()};
      const why = await ask(`sites/${encodeURIComponent(this.site)}/why`, parameters);
      if (moment === this.moment) {
        this.#tell(why);
      }
    } catch (error) {
      write(this.status, `It cannot be told: ${error.message}.`);
      fill(this.body);
    }
  }

  #tell(why) {
    const at = utc(Date.parse(why.at));
    write(this.status, why.watched
      ? this.moment === null ? `As it stands, turn by turn. It is ${utc(now())}.` : `As it stood at ${at}.`
      : `Nobody was watching at ${at}. This is what was known last, at ${utc(Date.parse(why.since))}.`);
    const topics = Map.groupBy(why.sentences, (each) => each.topic);
    fill(this.body, ...[...topics].map(([topic, sentences]) => part(topic, sentences)));
  }
}
customElements.define('why-panel', WhyPanel);

function part(topic, sentences) {
  const lines = sentences.map((each) => el('p', {}, each.text));
  return el('section', {'data-topic': topic}, ...(TITLES[topic] ? [el('h3', {}, TITLES[topic])] : []), ...lines);
}
