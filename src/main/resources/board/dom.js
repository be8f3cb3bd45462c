// The only way anything enters the page: elements by name, everything else as text.

/** An element with attributes and children; a string among the children becomes a text node. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Sets the text of a node, and leaves it alone where it says so already. */
export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets an attribute, or removes it where the value is null. */
export function mark(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

/**
 * Makes the children of `parent` show `items` in their order. A child is kept for as long as its
 * key is there, so that focus and selection survive; its method `show(item)` is called when the
 * item is another object than before.
 */
export function list(parent, items, keyOf, create) {
  const before = new Map([...parent.children].map((child) => [child.key, child]));
  items.forEach((item, index) => {
    const key = keyOf(item);
    const child = before.get(key) ?? Object.assign(create(item), {key});
    before.delete(key);
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
    if (child.item !== item) {
      child.item = item;
      child.show(item);
    }
  });
  before.forEach((child) => child.remove());
}

/** A link into the page itself, or to elsewhere. */
export function link(href, text, attributes = {}) {
  return el('a', {href, ...attributes}, text);
}

/** A button that does something. */
export function button(text, act, attributes = {}) {
  const element = el('button', {type: 'button', ...attributes}, text);
  element.addEventListener('click', act);
  return element;
}

/** Makes `parent` hold exactly `children`. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children);
  return parent;
}

/** The facts of a list, those that are known. */
export function facts(parent, pairs) {
  fill(parent, ...pairs
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}

/** A drawing's element. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';
const RING = 'M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8zm0 2a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 8 2.8z';
const OCTAGON = 'M4.9.6h6.2l4.3 4.3v6.2l-4.3 4.3H4.9L.6 11.1V4.9z';
const CROSS = 'M5.5 4 4 5.5 6.5 8 4 10.5 5.5 12 8 9.5l2.5 2.5 1.5-1.5L9.5 8 12 5.5 10.5 4 8 6.5z';

/** A state's shape, so that no state is told by colour alone. */
const SHAPES = {
  producing: 'M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8z',
  stalled: 'M8 .9 15.8 15H.2z',
  absent: OCTAGON + CROSS,
  down: OCTAGON + CROSS,
  'crash-looping': OCTAGON + CROSS,
  starting: RING + 'M8 4.4a3.6 3.6 0 0 1 0 7.2z',
  idle: RING + 'M4.6 7h6.8v2H4.6z',
  unknown: 'M8 0l8 8-8 8-8-8zm0 3L3 8l5 5 5-5z',
};

/** The shape of a state, for the eye alone: its word stands beside it. */
export function shape() {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'shape');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('fill-rule', 'evenodd');
  svg.append(path);
  svg.show = (state) => {
    mark(path, 'd', SHAPES[state] ?? SHAPES.unknown);
    mark(svg, 'data-state', state);
  };
  return svg;
}
