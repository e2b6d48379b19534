/** The drawer: what should lie in it and why; change brought in, cash handed in, fees taken out. */

import { h, icon, put } from "../dom.js";
import * as me from "../me.js";
import * as overlay from "../overlay.js";
import { go, route } from "../router.js";
import { dayWords, money, t } from "../words.js";
import { head, isSound, limit, live, readFen, say, speaker, submits, workRoute, write, yuanText } from "./desk.js";
import { byKind, openDays } from "./drawer.js";
import { keypad } from "./keypad.js";
import { clockWords } from "./lines.js";

const BY_HAND = ["FLOAT", "HANDED_IN", "FEES_TAKEN"];
const SHAPES = { FLOAT: "down", HANDED_IN: "up", FEES_TAKEN: "yuan" };
let said = "";

async function drawer(main) {
  const page = h("div", { class: "page flow" });
  const spoken = speaker();
  put(main, page);
  const stop = await live(() => {
    const data = overlay.get();
    put(page, head(t("cash_title")), spoken, stillOpen(data), h("div", { class: "desk" }, h("div", { class: "stack" }, lies(data), acts(openDays(data).length > 0)), moves(data)));
  });
  // What was done on the screen before is said here.
  say(spoken, said);
  said = "";
  return stop;
}

route("#/day", drawer);
route("#/cash", drawer);

function stillOpen(data) {
  const [oldest] = openDays(data);
  if (!oldest) return note("ok", t("cash_closed", { day: dayWords(data.today) }));
  if (oldest === data.today) return null;
  return note("warn", t("cash_day_open", { day: dayWords(oldest) }), h("a", { class: "btn alt", href: "#/closing" }, t("cash_close")));
}

function note(kind, words, more = null) {
  return h("div", { class: `note ${kind === "ok" ? "" : kind}` }, icon(kind === "ok" ? "ok" : "tri"), h("div", { class: "row between" }, words, more));
}

function lies({ drawer: box, moves: all }) {
  const row = (words, fen) => h("div", { class: "row between nowrap" }, h("dt", {}, words), h("dd", { class: "num" }, money(fen)));
  return h(
    "section",
    { class: "card", "aria-labelledby": "drawer-should" },
    h("h2", { id: "drawer-should" }, t("cash_should")),
    h("p", { class: "fig" }, money(box.expected_fen)),
    h(
      "dl",
      { class: "sums gap-t" },
      row(t("cash_opening"), box.opening_fen),
      ...byKind(all).map(({ kind, fen }) => row(t(`cash_${kind}`), fen)),
    ),
    h("p", { class: "hint" }, t("cash_own_fees", { sum: money(box.fees_fen) })),
  );
}

function acts(isOpen) {
  const cash = me.may("CASH") ? BY_HAND : [];
  const act = (kind) => h("a", { class: "btn big alt", href: `#/day/${kind}` }, icon(SHAPES[kind]), t(`cash_do_${kind}`));
  return h("nav", { class: "doors", "aria-label": t("cash_acts") }, ...cash.map(act), isOpen && me.may("CLOSE_DAY") && h("a", { class: "btn big", href: "#/closing" }, icon("ok"), t("cash_close")));
}

function moves({ moves: all, today }) {
  const latest = [...all].reverse();
  const when = (move) => (move.on === today ? clockWords(move.at) : dayWords(move.at));
  const row = (move) =>
    h(
      "li",
      { class: "row between nowrap move" },
      h("span", {}, t(`cash_${move.cash_kind}`), " ", h("span", { class: "hint nb" }, when(move))),
      h("span", { class: "num" }, (move.amount_fen > 0 ? "+" : "") + money(move.amount_fen)),
    );
  return h(
    "section",
    { class: "card" },
    h("h2", {}, t("cash_moves", { n: latest.length })),
    latest.length ? h("ul", { class: "list" }, ...latest.map(row)) : h("p", { class: "hint" }, t("cash_moves_none")),
  );
}

workRoute("CASH", "#/day/:kind", (main, { kind }) => {
  if (!BY_HAND.includes(kind)) return go("#/day");
  const { drawer: box } = overlay.get();
  const spoken = speaker();
  const pad = keypad({ id: "amount", label: t("cash_amount"), unit: t("desk_yuan"), oninput: () => {} });
  const save = submits(async () => {
    const fen = readFen(pad.input.value);
    if (!isSound([[pad, amountFault(fen, kind, box)]])) return;
    if (!(await write(spoken, "cash", { cash_kind: kind, amount_fen: fen }))) return;
    said = t("cash_done", { what: t(`cash_${kind}`), sum: money(fen) });
    go("#/day");
  });
  const all = mostOf(kind, box);
  const offer = all > 0 && h("button", { type: "button", class: "btn alt full", onclick: () => pad.set(yuanText(all)) }, t("cash_all", { sum: money(all) }));
  const left = h(
    "section",
    { class: "stack" },
    head(t(`cash_do_${kind}`), { href: "#/day", words: t("cash_back_to") }),
    h("div", { class: "card" }, h("p", {}, t(`cash_help_${kind}`)), h("p", { class: "row between base gap-t" }, t(kind === "FEES_TAKEN" ? "cash_fees_there" : "cash_should"), h("span", { class: "fig" }, money(kind === "FEES_TAKEN" ? box.fees_fen : box.expected_fen)))),
  );
  const form = h("form", { class: "stack side", novalidate: true, onsubmit: save }, pad.shown, offer, pad.keys, spoken, h("button", { class: "btn big full" }, t("cash_save")));
  put(main, h("div", { class: "page counter" }, left, form));
  pad.input.focus();
});

/** What can be given away at most, as one tap; nothing for what is brought in. */
function mostOf(kind, box) {
  return { FLOAT: 0, HANDED_IN: box.expected_fen, FEES_TAKEN: Math.min(box.fees_fen, box.expected_fen) }[kind];
}

function amountFault(fen, kind, box) {
  if (!(fen > 0) || fen > limit("cash_fen")) return t("cash_unreadable");
  if (kind === "FEES_TAKEN" && fen > box.fees_fen) return t("cash_fees_short", { sum: money(Math.max(0, box.fees_fen)) });
  if (kind === "HANDED_IN" && fen > box.expected_fen) return t("cash_more_than_there", { sum: money(box.expected_fen) });
  return "";
}
