/** Cash over the counter: what is owed, what was given, what goes back. */

import { h, put } from "../dom.js";
import { money, t } from "../words.js";
import { readFen, yuanText } from "./desk.js";
import { keypad } from "./keypad.js";

const NOTES_FEN = [10_000, 5_000, 2_000, 1_000];
const MOST_OFFERED = 3;

/** Round sums that people put on the counter for a sum, the exact one first. */
export function likely(sum) {
  const rounded = NOTES_FEN.map((note) => Math.ceil(sum / note) * note).filter((fen) => fen > sum);
  return [sum, ...[...new Set(rounded)].sort((a, b) => a - b).slice(0, MOST_OFFERED)];
}

/**
 * The sum in large, keys for what was given, and the change. Nothing typed means: given exactly.
 * `faults()` says what is wrong, `facts()` what a receipt says of it.
 */
export function changeDesk({ sum, value, oninput }) {
  const back = h("output", { class: "fig", for: "paid" });
  const words = h("span", {});
  const given = () => (pad.input.value.trim() ? readFen(pad.input.value) : sum);
  const look = (text) => {
    const fen = given();
    const isShort = fen !== null && fen < sum;
    put(words, t(isShort ? "cash_short" : "cash_back"));
    put(back, fen === null ? "—" : money(Math.abs(fen - sum)));
    oninput(text);
  };
  const pad = keypad({ id: "paid", label: t("cash_given"), value, unit: t("desk_yuan"), oninput: look });
  const offer = (fen) => h("button", { type: "button", class: "btn alt", onclick: () => pad.set(yuanText(fen)) }, fen === sum ? t("cash_exact") : money(fen));
  look(value);
  const owed = h(
    "div",
    { class: "card owed" },
    h("p", { class: "row between base" }, t("cash_owed"), h("span", { class: "fig" }, money(sum))),
    h("p", { class: "row between base change", "aria-live": "polite" }, words, back),
  );
  const faults = () => [[pad, given() === null ? t("cash_unreadable") : given() < sum ? t("cash_not_enough", { sum: money(sum - given()) }) : ""]];
  const facts = () => (given() > sum ? [[t("cash_given"), money(given())], [t("cash_back"), money(given() - sum)]] : []);
  const offers = h("div", { class: "offers" }, ...likely(sum).map(offer));
  return { owed, keypad: h("div", { class: "stack" }, pad.shown, offers, pad.keys), input: pad.input, faults, facts };
}
