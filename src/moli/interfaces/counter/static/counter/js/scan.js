/**
 * What keys say wherever the focus is: codes of a scanner, which types fast and ends with Enter;
 * and signs that come while a screen draws itself or something is written down, which are held
 * for the box that has the focus then.
 */

// A scanner leaves a few milliseconds between two signs; a person needs ten times as long.
const PAUSE_MS = 45;
// A busy device or a weak radio makes a scanner stumble now and then; its code is still one.
const STUMBLE_MS = 500;
const STUMBLES_IN = 4;
const SHORTEST = 6;
// Longer than this no screen takes; then keys do what they always do.
const HELD_MS = 3000;

let burst = null;
let takers = [];
let holds = 0;
// What was typed meanwhile, and the codes among it.
let held = "";
let codes = [];

/** A carrier's number as it is compared: half-width, upper case, without blanks. */
export function normalCode(text) {
  return String(text ?? "")
    .normalize("NFKC")
    .replace(/\s/g, "")
    .toUpperCase();
}

/**
 * Hand every scanned code to `take` while `place` is on the page; the screen that came last is
 * asked first. What the scanner typed into some other box is taken out of it again.
 */
export function onScan(place, take) {
  takers.push({ place, take });
}

function taker() {
  takers = takers.filter(({ place }) => place.isConnected);
  const seen = takers.filter(({ place }) => !document.querySelector("dialog[open]") || inDialog(place));
  return seen[seen.length - 1];
}

const inDialog = (place) => Boolean(place.closest("dialog[open]"));

/**
 * Hold what is typed while `work` goes on: its box may be about to go, or not be there yet. Then
 * it is typed into the box that has the focus, and codes go where codes go.
 */
export async function holdKeys(work) {
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    holds -= 1;
    if (!holds) handOver();
  };
  holds += 1;
  const timer = setTimeout(end, HELD_MS);
  try {
    return await work();
  } finally {
    // After what the caller does next: it may empty its boxes, or go to another screen.
    setTimeout(end, 0);
  }
}

function heard(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Enter") return ended(event);
  if (event.key.length !== 1) {
    if (holds && event.key === "Backspace" && held) {
      held = held.slice(0, -1);
      event.preventDefault();
    }
    // Capitals come with Shift; whoever moves on has ended what was typed before.
    if (event.key !== "Shift") burst = null;
    return;
  }
  // A blank alone presses the button that has the focus.
  const isHeld = holds > 0 && (held !== "" || event.key !== " ");
  note(event, isHeld ? null : event.target);
  if (!isHeld) return;
  event.preventDefault();
  held += event.key;
}

function note(event, target) {
  const pause = burst ? event.timeStamp - burst.last : Infinity;
  if (pause > STUMBLE_MS || burst.target !== target) burst = begun(target);
  else if (pause > PAUSE_MS) burst.stumbles += 1;
  burst.text += event.key;
  burst.last = event.timeStamp;
}

function begun(target) {
  return { text: "", last: 0, stumbles: 0, target, before: target && isBox(target) ? target.value : null };
}

const isBox = (target) => "value" in target && target.type !== "button";

const isCode = ({ text, stumbles, last }, event) =>
  text.length >= SHORTEST && stumbles * STUMBLES_IN <= text.length && event.timeStamp - last <= STUMBLE_MS;

function ended(event) {
  const read = burst;
  burst = null;
  // What is being written down must not be sent twice, nor what was typed ahead before it is seen.
  if (holds && (held || isTextBox(event.target))) event.preventDefault();
  if (!read || !isCode(read, event)) return;
  const isHeld = read.target === null;
  const one = isHeld ? null : taker();
  if (!one && !isHeld) return;
  event.preventDefault();
  event.stopPropagation();
  if (isHeld) {
    held = held.slice(0, -read.text.length);
    codes.push(read.text);
    return;
  }
  if (read.before !== null && read.target.value !== read.before) typeInto(read.target, read.before);
  one.take(normalCode(read.text));
}

function typeInto(box, value) {
  box.value = value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function handOver() {
  const text = held;
  const come = codes;
  [held, codes] = ["", []];
  const box = document.activeElement || document.body;
  // A scanner may still be typing: the rest of its code belongs to this.
  if (burst && burst.target === null) burst = { ...begun(box), text: burst.text, last: burst.last, stumbles: burst.stumbles };
  if (text && isTextBox(box)) {
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  come.forEach((code) => {
    const one = taker();
    if (one) one.take(normalCode(code));
  });
}

const isTextBox = (el) => "setRangeText" in el && el.selectionStart !== null && !el.readOnly;

document.addEventListener("keydown", heard, true);
