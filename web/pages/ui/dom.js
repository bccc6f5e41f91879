// Elements, and lists of them that change. Text is only ever set as text, so nothing that a person wrote can become markup.

/** An element; `on...` properties are listeners, `key` tells it from its siblings when they change. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  element.listeners = {};
  for (const [name, value] of Object.entries(props)) {
    if (name === "key") element.key = value;
    else if (name.startsWith("on")) element[name] = element.listeners[name] = value;
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...nodes(children));
  return element;
}

const nodes = (children) => children.flat(Infinity).filter((child) => child || child === 0);

/**
 * Makes `children` the children of `parent`, and keeps what is there already: elements, with what is typed into them, and the
 * focus. When the focused element goes away, the focus goes to the heading of what is left around it.
 */
export function patch(parent, ...children) {
  const active = document.activeElement;
  const around = ancestors(active);
  update(parent, nodes(children));
  if (active === document.activeElement || active === document.body) return;
  if (active?.isConnected) {
    active.focus({ preventScroll: true });
  } else {
    const left = around.find((element) => element.isConnected);
    focusHeading(left);
  }
}

/** Puts the focus on the first heading in `element`: where a person goes on reading. */
export function focusHeading(element) {
  const heading = element?.querySelector("h1, h2, h3, legend") ?? document.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: element === undefined });
}

function update(parent, children) {
  const old = [...parent.childNodes];
  const keyed = new Map(old.filter(({ key }) => key !== undefined).map((node) => [node.key, node]));
  const others = old.filter(({ key }) => key === undefined);
  const next = children.map((child) => {
    const node = child instanceof Node ? child : document.createTextNode(String(child));
    const kept = node.key === undefined ? others.shift() : keyed.get(node.key);
    return kept && alike(kept, node) ? become(kept, node) : node;
  });
  const stays = new Set(next);
  for (const node of old) if (!stays.has(node)) node.remove();
  next.forEach((node, place) => {
    if (parent.childNodes[place] !== node) parent.insertBefore(node, parent.childNodes[place] ?? null);
  });
}

const alike = (a, b) => a.nodeName === b.nodeName && a.type === b.type;

/** What a person has opened or typed is theirs: these attributes are only for the beginning. */
const THEIRS = new Set(["open", "value", "checked", "tabindex"]);

function become(kept, node) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (kept.data !== node.data) kept.data = node.data;
    return kept;
  }
  for (const { name } of [...kept.attributes]) {
    if (!node.hasAttribute(name) && !THEIRS.has(name)) kept.removeAttribute(name);
  }
  for (const { name, value } of node.attributes) {
    if (kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  }
  for (const name of Object.keys(kept.listeners ?? {})) if (!node.listeners[name]) kept[name] = null;
  Object.assign(kept, node.listeners);
  kept.listeners = node.listeners;
  if (node.nodeName !== "TEXTAREA") update(kept, [...node.childNodes]);
  return kept;
}

function ancestors(element) {
  const found = [];
  for (let up = element?.parentElement; up; up = up.parentElement) found.push(up);
  return found;
}
