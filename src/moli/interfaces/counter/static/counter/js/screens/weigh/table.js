/** The crates of this receipt, with their sums, and taking one back. */

import { h, icon, put } from "../../dom.js";
import { money, t } from "../../words.js";
import { totalFen } from "../scale.js";
import { moneyFigure, stateMark, weighWords } from "../lines.js";
import { sumOf } from "./crates.js";

/** A card with the table. `weighing` are the grams on the scale, or null. */
export function cratesCard(desk, { weighing, changed }) {
  const { crates, counted, goods } = desk;
  const price = goods && goods.price;
  const now = weighing ? [{ grams: weighing, fen: price ? totalFen(weighing, price) : null }] : [];
  if (!crates.length && !now.length) return h("p", { class: "hint center" }, t("weigh_no_crates"));
  const sum = sumOf([...counted, ...now]);
  return h(
    "div",
    { class: "card" },
    h(
      "table",
      { class: "tbl keep crates" },
      h("caption", {}, t("weigh_crates", { n: counted.length + now.length })),
      h("thead", { class: "sr" }, h("tr", {}, ...["crate", "net", "sum", "act"].map((each) => h("th", {}, t(`weigh_col_${each}`))))),
      h("tbody", {}, crates.map((crate, at) => crateRows(desk, crate, at + 1, changed)), now.map((one) => nowRow(one, crates.length + 1, desk.draft.unit))),
    ),
    h("div", { class: "crates-sum" }, h("span", {}, t("weigh_total"), " ", h("strong", { class: "num" }, weighWords(sum.grams, desk.draft.unit))), moneyFigure(sum.fen)),
    price && !goods.isAgreed ? h("p", { class: "hint" }, t("weigh_reference")) : null,
  );
}

function nowRow(one, n, unit) {
  return h(
    "tr",
    {},
    h("td", {}, h("strong", { class: "leaf" }, t("weigh_crate_now", { n }))),
    h("td", { class: "n" }, h("strong", {}, weighWords(one.grams, unit))),
    h("td", { class: "n" }, one.fen === null ? "—" : money(one.fen)),
    h("td", {}),
  );
}

/** One crate; beneath it why it came back, or the question whether it is to be taken back. */
function crateRows(desk, crate, n, changed) {
  const mark = crate.isUndone ? h("span", { class: "badge" }, t("weigh_undone")) : stateMark(crate.state);
  const undo = h("td", { class: "n" });
  const row = h(
    "tr",
    { class: crate.counts ? "" : "gone" },
    h("td", {}, h("span", { class: "nb" }, t("weigh_crate", { n })), " ", mark),
    h("td", { class: "n" }, weighWords(crate.grams, desk.draft.unit)),
    h("td", { class: "n" }, crate.fen === null ? "—" : money(crate.fen)),
    undo,
  );
  if (crate.counts) put(undo, undoButton(desk, crate, n, row, changed));
  const why = crate.state === "back" && crate.sentence;
  return why ? [row, h("tr", {}, h("td", { colspan: 4 }, h("p", { class: "err" }, icon("oct"), crate.sentence)))] : [row];
}

function undoButton(desk, crate, n, row, changed) {
  const asking = h("tr", { class: "undo" });
  const ask = () => {
    const keepIt = h("button", { type: "button", class: "btn alt", onclick: back }, t("weigh_undo_no"));
    const goOn = h("button", { type: "button", class: "btn stop", onclick: () => undo(goOn) }, t("weigh_undo_yes"));
    put(asking, h("td", { colspan: 4 }, h("p", {}, t("weigh_undo_ask", { n })), h("div", { class: "row" }, goOn, keepIt)));
    row.after(asking);
    keepIt.focus();
  };
  const back = () => {
    asking.remove();
    button.focus();
  };
  const undo = async (pressed) => {
    pressed.disabled = true;
    try {
      await desk.undoCrate(crate.ref);
      changed(t("weigh_undone_said", { n }));
    } catch (error) {
      if (error.name !== "StoreFull") throw error;
      put(asking, h("td", { colspan: 4 }, h("p", { class: "err", role: "alert" }, icon("oct"), t("weigh_full"))));
    }
  };
  const button = h("button", { type: "button", class: "btn text undo-it", "aria-label": t("weigh_undo_of", { n }), onclick: ask }, icon("x"));
  return button;
}
