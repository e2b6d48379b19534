/** Counting a drawer: by notes and coins, or as one sum. */

import { h, icon, put } from "../../dom.js";
import { money, t } from "../../words.js";
import { box, level, picks, readFen } from "../desk.js";

export const NOTES_FEN = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10];
const SMALLEST_YUAN_FEN = 100;
const PIECES_MAX = 9_999;

/** How a note or coin is called: 100 元, 5 角. */
export function noteWords(fen) {
  return fen >= SMALLEST_YUAN_FEN ? t("note_yuan", { n: fen / 100 }) : t("note_jiao", { n: fen / 10 });
}

function piecesOf(text) {
  const said = level(text);
  if (!said) return 0;
  return /^\d{1,4}$/.test(said) && Number(said) <= PIECES_MAX ? Number(said) : null;
}

/** What notes and coins come to, in fen; nothing where a number cannot be read or none is typed. */
export function sumOfNotes(pieces) {
  const all = NOTES_FEN.map((fen) => piecesOf(pieces[fen]));
  const isTyped = NOTES_FEN.some((fen) => level(pieces[fen]) !== "");
  if (!isTyped || all.includes(null)) return null;
  return all.reduce((sum, n, at) => sum + n * NOTES_FEN[at], 0);
}

/** What a draft says was counted, in fen; nothing where nothing readable is typed. */
export function countedOf(draft) {
  if (draft.way === "sum") return level(draft.sum) ? readFen(draft.sum) : null;
  return sumOfNotes(draft.pieces);
}

/** The boxes to count in. `onchange(changes)` is told what to keep. */
export function countingDesk({ draft, onchange }) {
  const place = h("div", { class: "gap-t" });
  const sum = box({ id: "counted", label: t("close_sum"), value: draft.sum, inputmode: "decimal", unit: t("desk_yuan"), oninput: (event) => onchange({ sum: event.target.value }) });
  const rows = NOTES_FEN.map((fen) => noteRow(fen, draft, onchange));
  const table = notesTable(rows);
  const fault = h("p", { class: "err", role: "alert", id: "count-fault" });
  const turn = (way) => {
    put(place, way === "sum" ? sum.el : table);
    onchange({ way });
  };
  const way = picks({ name: "way", label: t("close_way"), options: [["notes", t("close_by_notes")], ["sum", t("close_by_sum")]], chosen: draft.way, onpick: turn });
  put(place, draft.way === "sum" ? sum.el : table);
  const one = {
    get input() {
      return draft.way === "sum" ? sum.input : rows[0].input;
    },
    fail: (words) => put(fault, words && [icon("oct"), h("span", {}, words)]),
  };
  const el = h("div", { oninput: () => one.fail("") }, way.el, place, fault);
  return { el, one };
}

function notesTable(rows) {
  const heads = ["close_note", "close_pieces", "close_makes"].map((key) => h("th", { scope: "col", class: key === "close_makes" ? "n" : "" }, t(key)));
  return h("table", { class: "tbl keep notes" }, h("caption", { class: "sr" }, t("close_by_notes")), h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows.map(({ el }) => el)));
}

function noteRow(fen, draft, onchange) {
  const makes = h("td", { class: "n" });
  const input = h("input", {
    class: "in pieces",
    id: `pieces-${fen}`,
    inputmode: "numeric",
    autocomplete: "off",
    enterkeyhint: "next",
    "aria-label": t("close_pieces_of", { note: noteWords(fen) }),
    value: draft.pieces[fen] || "",
    oninput: () => typed(),
    onkeydown: (event) => step(event, input),
  });
  const show = () => {
    const n = piecesOf(input.value);
    input.setAttribute("aria-invalid", String(n === null));
    put(makes, n ? money(n * fen) : "");
  };
  const typed = () => {
    show();
    onchange({ pieces: { ...draft.pieces, [fen]: input.value } });
  };
  show();
  return { input, el: h("tr", {}, h("th", { scope: "row" }, noteWords(fen)), h("td", {}, input), makes) };
}

/** Enter and the arrows go from note to note, as a count does. */
function step(event, input) {
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const all = [...input.closest("table").querySelectorAll("input")];
  const next = all[all.indexOf(input) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}
