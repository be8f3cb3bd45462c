// What is wrong with a server, how that is known, and what to do about it.

import {utc} from './clock.js';
import {button, el, list, mark, write} from './dom.js';

/** A line that is a command to be typed: set apart, and given to the clipboard on demand. */
const COMMAND = /^\s*(?:\$ |sudo |systemctl |curl |promtool |mv |rm |cp |kubectl |deadair |journalctl |kill |df |du |ls )/;

/** One finding. */
class FindingCard extends HTMLElement {
  severity = el('span', {class: 'severity'});
  code = el('code');
  since = el('span', {class: 'since'});
  summary = el('p', {class: 'summary-line'});
  evidence = el('ul', {class: 'evidence'});
  action = el('div', {class: 'action'});

  show(finding) {
    if (!this.firstChild) {
      this.append(
        el('div', {class: 'head'}, this.severity, this.code, this.since),
        this.summary,
        this.evidence,
        this.action);
    }
    mark(this, 'role', 'article');
    mark(this, 'data-severity', finding.severity);
    write(this.severity, finding.severity);
    write(this.code, finding.code);
    write(this.since, finding.since ? `since ${utc(Date.parse(finding.since))}` : '');
    write(this.summary, finding.summary);
    list(this.evidence, finding.evidence.map((text, index) => ({text, index})), ({index}) => index, evidence);
    this.action.replaceChildren(...actions(finding.action ?? ''));
  }
}
customElements.define('finding-card', FindingCard);

function evidence() {
  const line = el('li');
  line.show = ({text}) => write(line, text);
  return line;
}

/** The action as sentences and commands; what stands in backticks is a command too. */
function actions(text) {
  const parts = [];
  for (const line of text.split('\n')) {
    if (COMMAND.test(line)) {
      parts.push(command(line.trim().replace(/^\$ /, '')));
    } else {
      for (const [index, piece] of line.split('`').entries()) {
        if (piece.trim() !== '') {
          parts.push(index % 2 === 1 ? command(piece) : el('p', {}, piece.trim()));
        }
      }
    }
  }
  return parts;
}

function command(text) {
  const said = el('span', {class: 'unseen', role: 'status'});
  const copy = button('Copy', async () => {
    const done = await copied(text);
    write(copy, done ? 'Copied' : 'Select it');
    write(said, done ? 'copied' : 'could not be copied');
    setTimeout(() => write(copy, 'Copy'), 2000);
  }, {class: 'quiet', 'aria-label': `copy: ${text}`});
  return el('div', {class: 'command'}, el('code', {tabindex: '0'}, text), copy, said);
}

/** The clipboard is only given to pages that came over TLS or from this machine. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
