/** Closing a day: cash counted, parcels ticked, weights, commission; what differs is said twice. */

import { h, icon, put } from "../dom.js";
import * as outbox from "../outbox.js";
import * as overlay from "../overlay.js";
import * as snapshot from "../snapshot.js";
import { dayWords, jin, money, t } from "../words.js";
import { countedOf, countingDesk } from "./closing/count.js";
import { closeDay } from "./closing/finish.js";
import { parcelsDesk } from "./closing/parcels.js";
import { draftOf, head, isSound, keepDraft, live, say, speaker, workRoute } from "./desk.js";
import { figuresOf, openDays, shared } from "./drawer.js";
import { sentenceOf } from "./ops.js";
import { lies } from "./shelf.js";

const EMPTY = { on: "", way: "notes", pieces: {}, sum: "", there: null };

workRoute("CLOSE_DAY", "#/closing", async (main) => {
  const data = overlay.get();
  const [day] = openDays(data);
  if (!day) return put(main, closed(data));
  const kept = await draftOf("closing", EMPTY);
  const draft = kept.on === day ? kept : { ...EMPTY, way: kept.way, on: day };
  const screen = new Closing(main, day, draft);
  // What other devices sent meanwhile is counted too; without a network it is as last known.
  snapshot.refresh();
  return live(() => screen.draw());
});

/** What there is to see when nothing is left to close. */
function closed({ closings, drawer, today }) {
  const last = closings.find((one) => one.on === drawer.last_closed_on);
  const facts = last && [
    [t("close_expected"), money(last.expected_fen)],
    [t("close_counted"), money(last.counted_fen)],
    [t("close_difference"), differenceWords(last.difference_fen)],
  ];
  return h(
    "div",
    { class: "page read flow" },
    head(t("close_title", { day: dayWords(drawer.last_closed_on || today) }), { href: "#/day", words: t("cash_back_to") }),
    h("div", { class: "note" }, icon("ok"), h("div", {}, t("close_is_closed"))),
    facts && h("dl", { class: "card pairs money" }, ...facts.flatMap(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])),
  );
}

/** "少 3.00 元", "多 1.00 元", "正好". */
export function differenceWords(fen) {
  if (!fen) return t("close_even");
  return t(fen < 0 ? "close_short" : "close_over", { sum: money(Math.abs(fen)) });
}

class Closing {
  constructor(main, day, draft) {
    Object.assign(this, { day, draft, spoken: speaker(), before: h("div", { class: "stack" }), beside: h("div", { "aria-live": "polite" }), rest: h("div", { class: "stack" }) });
    const keep = (changes) => this.keep(changes);
    this.counting = countingDesk({ draft, onchange: keep });
    this.parcels = parcelsDesk({ there: draft.there, onchange: (there) => keep({ there }) });
    this.button = h("button", { class: "btn big full" }, t("close_do"));
    const cash = h("section", { class: "card" }, h("h2", {}, t("close_cash")), this.counting.el, this.beside);
    const left = h("div", { class: "stack" }, cash);
    const right = h("div", { class: "stack" }, this.parcels.el, this.rest, this.spoken, this.button);
    const form = h("form", { class: "desk", novalidate: true, onsubmit: (event) => (event.preventDefault(), this.close()) }, left, right);
    put(main, h("div", { class: "page flow" }, head(t("close_title", { day: dayWords(day) }), { href: "#/day", words: t("cash_back_to") }), this.before, form));
  }

  keep(changes) {
    Object.assign(this.draft, changes);
    keepDraft("closing", this.draft);
    this.compare();
  }

  get counted() {
    return countedOf(this.draft);
  }

  /** Show what the device knows now; what was counted and ticked stays. */
  draw() {
    const data = overlay.get();
    this.data = data;
    this.figures = figuresOf(data, this.day);
    put(this.before, cameBack(this.day, this.figures, data), unsent());
    this.parcels.draw(data.parcels);
    put(this.rest, weighed(this.figures), commission(this.figures, data));
    this.compare();
  }

  /** Expected beside counted, the difference in large. */
  compare() {
    if (!this.figures) return;
    const { expected } = this.figures;
    const fen = this.counted;
    const row = (words, value) => h("div", {}, h("dt", {}, words), h("dd", { class: "num" }, value));
    const differs = fen === null ? "" : fen - expected;
    const kind = differs === "" ? "" : differs === 0 ? "ok" : "alert";
    const shape = kind && icon(kind === "ok" ? "ok" : "tri");
    put(
      this.beside,
      h("dl", { class: "beside" }, row(t("close_expected"), money(expected)), row(t("close_counted"), fen === null ? "—" : money(fen))),
      h("p", { class: `difference ${kind}` }, shape, h("span", { class: "fig" }, fen === null ? t("close_not_counted") : differenceWords(differs))),
    );
  }

  async close() {
    const isUntouched = this.data.parcels.some(lies) && !this.parcels.isTouched();
    const sound = isSound([
      [this.counting.one, this.counted === null ? t("close_count_first") : ""],
      [this.parcels.one, isUntouched ? t("close_tick_first") : ""],
    ]);
    if (!sound || this.button.disabled) return;
    this.button.disabled = true;
    const { day, figures, counted, data, spoken } = this;
    const words = await closeDay({ day, figures, counted, data, spoken, missing: this.parcels.missing() });
    this.button.disabled = false;
    if (words) say(spoken, words, "warn");
    this.draw();
  }
}

/** What has not been sent is sent first: another device's closing would not count it. */
function unsent() {
  const n = outbox.waiting().length;
  if (!n) return null;
  const isAway = outbox.status().state === "away";
  const send = h("button", { type: "button", class: "btn alt", onclick: () => outbox.flush() }, t("queue_send"));
  return h("div", { class: "note warn" }, icon("tri"), h("div", { class: "row between" }, h("span", {}, t(isAway ? "close_unsent_away" : "close_unsent", { n })), send));
}

/** A closing that the server did not take: the new figures beside the old ones, and why. */
function cameBack(day, figures, { parcels }) {
  const op = backOf(day);
  if (!op) return null;
  const before = [money(op.body.expected_fen), op.body.parcels_expected];
  const now = [money(figures.expected), parcels.filter(lies).length];
  const row = (key, at) => h("tr", {}, h("th", { scope: "row" }, t(key)), h("td", { class: "n" }, before[at]), h("td", { class: "n strong" }, now[at]));
  const table = h(
    "table",
    { class: "tbl keep" },
    h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col", class: "n" }, t("close_before")), h("th", { scope: "col", class: "n" }, t("close_now")))),
    h("tbody", {}, row("close_expected", 0), row("close_parcels", 1)),
  );
  const words = op.state === "conflict" ? t("close_conflict") : sentenceOf(op) || t("close_refused");
  return h("section", { class: "card came-back" }, h("div", { class: "note alert" }, icon("oct"), h("div", {}, words)), op.state === "conflict" && table);
}

/** The closing of a day that came back and is not decided yet. */
export const backOf = (day) => outbox.open().find((op) => op.kind === "close_day" && op.state !== "absent" && op.body.on === day);

function weighed({ weighIns, grams }) {
  return h("section", { class: "card" }, h("h2", {}, t("close_weighed")), h("p", { class: "row between base" }, t("close_weigh_ins", { n: weighIns }), h("span", { class: "fig" }, jin(grams))));
}

function commission({ commission: fen }, { station }) {
  const parts = shared(fen, station.shares);
  const row = ({ name, fen: part }) => h("div", { class: "row between" }, h("dt", {}, name), h("dd", { class: "num" }, money(part)));
  return h(
    "section",
    { class: "card" },
    h("h2", {}, t("close_commission")),
    h("p", { class: "row between base" }, t(parts.length ? "close_shared" : "close_own"), h("span", { class: "fig" }, money(fen))),
    parts.length > 0 && fen !== 0 && h("dl", { class: "sums" }, ...parts.map(row)),
  );
}
