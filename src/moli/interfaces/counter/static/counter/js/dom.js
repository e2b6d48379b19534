/** Making elements. Words go in as text, never as markup: nothing from outside becomes HTML. */

const SVG = "http://www.w3.org/2000/svg";

function fill(el, children) {
  children.forEach((child) => {
    if (child === null || child === undefined || child === false) return;
    if (Array.isArray(child)) fill(el, child);
    else el.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  });
  return el;
}

function dress(el, attrs) {
  Object.keys(attrs || {}).forEach((name) => {
    const value = attrs[name];
    if (value === null || value === undefined || value === false) return;
    if (name.slice(0, 2) === "on") el.addEventListener(name.slice(2), value);
    else if (name === "value") el.value = value;
    else el.setAttribute(name, value === true ? "" : String(value));
  });
  return el;
}

/**
 * An element: `h("button", { class: "btn", type: "button", onclick: save }, icon("ok"), words)`.
 * `on…` attributes are listeners; true, false and null set or leave out an attribute; children
 * are elements, text, numbers, lists of these, or nothing.
 */
export function h(tag, attrs, ...children) {
  const el = document.createElement(tag);
  fill(el, children);
  // After the children: the value of a select is one of them.
  return dress(el, attrs);
}

/**
 * Put these into an element, in place of whatever it held. Where the focus was in it, it is on the
 * same thing afterwards, drawn anew or not, and the caret where it was.
 */
export function put(el, ...children) {
  const had = el.firstChild && focusIn(el);
  while (el.firstChild) el.removeChild(el.firstChild);
  fill(el, children);
  if (had) giveBack(el, had);
  return el;
}

// What does not change when a thing is drawn anew, however often it is there.
const signOf = (one) => [one.tagName, one.id, one.getAttribute("href"), one.name, one.id || one.textContent].join();

const alike = (el, sign) => [...el.getElementsByTagName(sign.split(",")[0])].filter((each) => signOf(each) === sign);

function focusIn(el) {
  const one = document.activeElement;
  if (!one || one === el || !el.contains(one)) return null;
  const sign = signOf(one);
  return { one, sign, place: alike(el, sign).indexOf(one), from: one.selectionStart, to: one.selectionEnd };
}

function giveBack(el, { one, sign, place, from, to }) {
  const now = el.contains(one) ? one : alike(el, sign)[place];
  if (!now) return;
  now.focus({ preventScroll: true });
  if (typeof from === "number") now.setSelectionRange(from, to);
}

/** An icon of the sheet; the words beside it say the same. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.appendChild(use);
  return svg;
}
