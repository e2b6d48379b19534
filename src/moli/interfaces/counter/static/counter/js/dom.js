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

/** Put these into an element, in place of whatever it held. */
export function put(el, ...children) {
  while (el.firstChild) el.removeChild(el.firstChild);
  return fill(el, children);
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
