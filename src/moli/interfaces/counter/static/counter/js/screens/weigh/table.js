/** The crates of this receipt, with their sums, and taking one back. */

import { h, icon, put } from "../../dom.js";
import { jin, money, t } from "../../words.js";
import { totalFen } from "../scale.js";
import { moneyFigure, stateBadge } from "../lines.js";
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
      h("tbody", {}, ...crates.map((crate, at) => crateRow(desk, crate, at + 1, changed)), ...now.map((one) => nowRow(one, crates.length + 1))),
    ),
    h("div", { class: "crates-sum" }, h("span", {}, t("weigh_total"), " ", h("strong", { class: "num" }, jin(sum.grams))), moneyFigure(sum.fen)),
    price && !goods.isAgreed ? h("p", { class: "hint" }, t("weigh_reference")) : null,
  );
}

function nowRow(one, n) {
  return h(
    "tr",
    {},
    h("td", {}, h("strong", { class: "leaf" }, t("weigh_crate_now", { n }))),
    h("td", { class: "n" }, h("strong", {}, jin(one.grams))),
    h("td", { class: "n" }, one.fen === null ? "—" : money(one.fen)),
    h("td", {}),
  );
}

function crateRow(desk, crate, n, changed) {
  const undo = h("td", { class: "n" });
  const row = h(
    "tr",
    { class: crate.counts ? "" : "gone" },
    h("td", {}, t("weigh_crate", { n }), " ", crate.isUndone ? h("span", { class: "badge" }, t("weigh_undone")) : stateBadge(crate.state)),
    h("td", { class: "n" }, jin(crate.grams)),
    h("td", { class: "n" }, crate.fen === null ? "—" : money(crate.fen)),
    undo,
  );
  if (crate.counts) put(undo, undoButton(desk, crate, n, undo, changed));
  return row;
}

function undoButton(desk, crate, n, place, changed) {
  const ask = () => {
    const keepIt = h("button", { type: "button", class: "btn alt", onclick: () => back() }, t("weigh_undo_no"));
    const goOn = h("button", { type: "button", class: "btn stop", onclick: () => undo(goOn) }, t("weigh_undo_yes"));
    put(place, h("div", { class: "undo" }, goOn, keepIt));
    keepIt.focus();
  };
  const back = () => {
    put(place, button);
    button.focus();
  };
  const undo = async (pressed) => {
    pressed.disabled = true;
    await desk.undoCrate(crate.ref);
    changed(t("weigh_undone_said", { n }));
  };
  const button = h(
    "button",
    { type: "button", class: "btn text undo-it", "aria-label": t("weigh_undo_of", { n }), onclick: ask },
    icon("x"),
  );
  return button;
}
