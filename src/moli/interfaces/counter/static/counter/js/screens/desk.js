/** What several screens of the desk share: boxes with their faults, sums, drafts, what was said. */

import { h, icon, put } from "../dom.js";
import * as me from "../me.js";
import * as outbox from "../outbox.js";
import { route } from "../router.js";
import { holdKeys } from "../scan.js";
import * as snapshot from "../snapshot.js";
import { t } from "../words.js";
import { keep, kept } from "./kept.js";

// Drafts as this page last left them: the disk follows a moment later.
const drafts = new Map();
// What is being written down at this moment.
const underway = new Set();

/**
 * A labelled box. `fail(words)` says beneath it what is wrong, `fail("")` takes that away.
 * `attrs` go to the box itself; `unit` stands inside its end.
 */
export function box({ id, label, help = "", unit = "", ...attrs }) {
  const input = h("input", { id, name: id, class: "in", autocomplete: "off", type: "text", ...attrs });
  const fault = h("p", { class: "err", id: `${id}-fault` });
  const held = unit ? h("div", { class: "with-unit" }, input, h("span", {}, unit)) : input;
  const hint = help && h("span", { class: "help", id: `${id}-help` }, help);
  const el = h("div", { class: "field" }, h("label", { for: id }, label), hint, held, fault);
  const one = { el, input, fail: (words) => mark(one, fault, words) };
  if (help) input.setAttribute("aria-describedby", `${id}-help`);
  input.addEventListener("input", () => one.fail(""));
  return one;
}

function mark({ el, input }, fault, words) {
  el.classList.toggle("bad", Boolean(words));
  put(fault, ...(words ? [icon("oct"), h("span", {}, words)] : []));
  input.setAttribute("aria-invalid", String(Boolean(words)));
  const described = [words && fault.id, el.querySelector(".help")?.id].filter(Boolean).join(" ");
  if (described) input.setAttribute("aria-describedby", described);
  else input.removeAttribute("aria-describedby");
}

/** Say each fault at its box and go to the first. Answers whether there is none. */
export function isSound(faults) {
  faults.forEach(([one, words]) => one.fail(words));
  const bad = faults.find(([, words]) => words);
  bad?.[0].input.focus();
  return !bad;
}

/** One of a few, as buttons that can be walked with arrows. `value()` is the one chosen. */
export function picks({ name, label, options, chosen = "", onpick = () => {} }) {
  const inputs = options.map(([value, words]) => {
    const input = h("input", { type: "radio", name, value, onchange: () => onpick(value) });
    input.checked = value === chosen;
    return { input, words };
  });
  const boxes = inputs.map(({ input, words }) => h("label", {}, input, h("span", {}, words)));
  const fault = h("p", { class: "err", id: `${name}-fault` });
  const el = h("fieldset", { class: "field" }, h("legend", {}, label), h("div", { class: "picks" }, ...boxes), fault);
  const one = {
    el,
    input: inputs[0]?.input ?? el,
    value: () => inputs.find(({ input }) => input.checked)?.input.value ?? "",
    fail: (words) => mark(one, fault, words),
  };
  el.addEventListener("change", () => one.fail(""));
  return one;
}

/** Half-width, without blanks: what a Chinese keyboard types, as a machine reads it. */
export function level(text) {
  return String(text ?? "").normalize("NFKC").replace(/。/g, ".").replace(/[\s,¥]/g, "");
}

/** Yuan as somebody typed them, in whole fen; nothing where it is no sum. */
export function readFen(text) {
  const found = /^(\d{1,9})?(?:\.(\d{0,2}))?$/.exec(level(text));
  if (!found || !/\d/.test(found[0])) return null;
  return Number(found[1] || 0) * 100 + Number((found[2] || "").padEnd(2, "0"));
}

/** A limit as the rules have it: `limit("cash_fen")`. */
export const limit = (name) => Number(t(`limit_${name}`));

/** Fen as a box holds them: "12.5", "3". */
export function yuanText(fen) {
  return String(fen / 100);
}

/** The last four digits of a telephone, of which somebody may have typed all; "" for nothing. */
export function readTail(text) {
  return level(text).slice(-4);
}

/** What is wrong with the end of a telephone number, or "". */
export function tailFault(tail) {
  return tail && !/^\d{4}$/.test(tail) ? t("desk_tail_bad") : "";
}

/** What of a form was not sent yet, also after a reload; what `empty` says of the rest. */
export async function draftOf(name, empty = {}) {
  if (!drafts.has(name)) drafts.set(name, (await kept(name)) || {});
  return { ...empty, ...drafts.get(name) };
}

/** Change a draft and keep it on the device; with nothing it is forgotten. */
export function keepDraft(name, change) {
  const draft = change ? { ...drafts.get(name), ...change } : {};
  drafts.set(name, draft);
  return keep(name, draft);
}

/**
 * Put one operation into the queue. Answers it, or nothing after saying in `place` that the
 * device has no room; everything is still on the form then. A second tap before it is on the disk
 * is none. What is typed meanwhile goes to the box that has the focus afterwards.
 */
export async function write(place, kind, body, options = {}) {
  const what = JSON.stringify([kind, body]);
  if (underway.has(what)) return null;
  underway.add(what);
  try {
    return await holdKeys(() => outbox.add(kind, body, options));
  } catch (error) {
    if (error.name !== "StoreFull") throw error;
    say(place, t("desk_full"), "alert");
    return null;
  } finally {
    underway.delete(what);
  }
}

/** The `onsubmit` of a form that writes: `work`, and no second time while that goes on. */
export function submits(work) {
  let isAtWork = false;
  return async (event) => {
    event.preventDefault();
    if (isAtWork) return;
    isAtWork = true;
    try {
      await work();
    } finally {
      isAtWork = false;
    }
  };
}

/** Something done to a thing as it was last seen. */
export function writeOn(place, kind, one, more = {}) {
  return write(place, kind, { ref: one.ref, ...more }, { baseVersion: one.version });
}

/** Say something where screen readers hear it: what was just done, or what went wrong. */
export function say(place, words, kind = "") {
  const mark = { "": "ok", warn: "tri", alert: "oct", info: "info" }[kind];
  put(place, words && h("div", { class: `note ${kind}` }, icon(mark), h("div", {}, words)));
}

/** The place in which `say` speaks. */
export function speaker() {
  return h("div", { class: "said-here", role: "status", "aria-live": "polite" });
}

/** Draw anew now and whenever the data or the queue changes. Answers how to end that. */
export async function live(draw) {
  await draw();
  const stops = [snapshot.onChange(draw), outbox.onChange(draw)];
  return () => stops.forEach((stop) => stop());
}

/**
 * Ask before something that cannot be taken back. `words` says what it means; `isReady` may hold
 * the yes back, with its reason on a box. Answers whether it was agreed to; Escape and "not yet"
 * leave all as it is.
 */
export function asked({ title, words, yes, no = t("desk_not_yet"), isStop = false, isReady = () => true }) {
  return new Promise((answer) => {
    const agree = (event) => {
      event.preventDefault();
      if (isReady()) dialog.close("yes");
    };
    const form = h(
      "form",
      { novalidate: true, onsubmit: agree },
      h("h2", { id: "ask-title" }, title),
      h("div", { class: "stack gap-t" }, words),
      h(
        "div",
        { class: "actions gap-t" },
        h("button", { class: `btn ${isStop ? "stop" : ""}` }, yes),
        h("button", { type: "button", class: "btn alt", onclick: () => dialog.close("") }, no),
      ),
    );
    const dialog = h("dialog", { class: "ask", "aria-labelledby": "ask-title" }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * A screen for whoever may do some work; anybody else, and nobody, is told so before they type:
 * the server would send it back.
 */
export function workRoute(work, pattern, screen) {
  route(pattern, (main, params) => (me.may(work) ? screen(main, params) : put(main, notYours(work))));
}

function notYours(work) {
  const words = me.person() ? t("desk_not_yours", { work: t(`work_${work}`) }) : t("desk_nobody");
  return h(
    "div",
    { class: "page read flow" },
    head(t("desk_not_yours_title")),
    h("div", { class: "note warn" }, icon("tri"), h("div", {}, words)),
    h("a", { class: "btn big full", href: "#/people" }, icon("user"), t("desk_change_person")),
  );
}

/** The head of a screen: its one title, and the way back. */
export function head(title, back = null) {
  const way = back && h("a", { class: "btn text", href: back.href }, back.words);
  return h("div", { class: "row between base" }, h("h1", { tabindex: -1 }, title), way);
}

/** Where in a few steps one is: "done" before, "now" at `at`. */
export function steps(names, at) {
  const item = (words, place) =>
    h("li", { class: place < at ? "done" : "", "aria-current": place === at ? "step" : null }, h("span", {}, words));
  return h("ol", { class: "steps" }, ...names.map(item));
}
