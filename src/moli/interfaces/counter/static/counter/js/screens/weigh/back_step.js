/** Step four: everything read back to the household, in large, before the slip is printed. */

import { h, icon } from "../../dom.js";
import { money, t } from "../../words.js";
import { gradeWords, moneyFigure, priceWords, weighWords } from "../lines.js";
import { showReceipt } from "../receipt.js";
import { byGoods, sumOf } from "./crates.js";

/** The words to read out; a yes prints, a no goes back to the scale. */
export function backStep(desk, { again }) {
  const groups = byGoods(desk.counted);
  const yes = h("button", { type: "button", class: "btn big full", onclick: () => agreed(desk, yes) }, icon("print"), t("weigh_back_yes"));
  const section = h(
    "section",
    { class: "stack" },
    h(
      "div",
      { class: "card read-out" },
      h("h2", {}, t("weigh_back_title")),
      h("p", { class: "read-who" }, h("strong", {}, desk.whoWords.name), " ", h("span", { class: "hint" }, desk.whoWords.place)),
      ...groups.map(group),
      groups.length > 1 ? total(sumOf(desk.counted)) : null,
    ),
    yes,
    h("button", { type: "button", class: "btn big alt full", onclick: again }, t("weigh_back_no")),
  );
  return { section, focus: yes };
}

function group({ goods, crates, grams, fen }) {
  return h(
    "div",
    { class: "read-goods" },
    h("p", {}, gradeWords(goods)),
    h("p", { class: "read-net" }, h("strong", {}, weighWords(grams)), " ", h("span", {}, t("weigh_back_crates", { n: crates.length }))),
    fen === null ? null : h("p", {}, t(goods.isAgreed ? "weigh_back_price" : "weigh_back_reference", { price: priceWords(goods.price) }), " ", moneyFigure(fen)),
    h("p", { class: "hint" }, crates.map((crate) => weighWords(crate.grams)).join(" + ")),
  );
}

function total(sum) {
  return h("p", { class: "crates-sum" }, h("span", {}, t("weigh_total"), " ", h("strong", {}, weighWords(sum.grams))), moneyFigure(sum.fen));
}

async function agreed(desk, button) {
  button.disabled = true;
  const data = weighReceipt(desk.counted, desk.whoWords, desk.draft.receipt_no);
  await desk.startAnew();
  await showReceipt(data);
}

/** What the slip of some crates says. */
export function weighReceipt(crates, who, receiptNo) {
  const groups = byGoods(crates);
  const sum = sumOf(crates);
  const rows = crates.map((crate, at) => [
    groups.length > 1 && crate.goods ? `${at + 1}. ${gradeWords(crate.goods)}` : t("weigh_crate", { n: at + 1 }),
    weighWords(crate.grams),
    crate.fen === null ? "" : money(crate.fen),
  ]);
  const prices = groups.filter(({ goods }) => goods && goods.price).map(priceFact);
  return {
    title: t("weigh_slip"),
    receipt_no: receiptNo,
    at: crates[crates.length - 1].at,
    who: [who.name, who.place].filter(Boolean).join(" "),
    big: [t("weigh_net"), weighWords(sum.grams)],
    rows,
    facts: [
      ...groups.filter(({ goods }) => goods).map(({ goods }) => [t("weigh_slip_goods"), gradeWords(goods)]),
      ...prices,
      ...(sum.fen === null ? [] : [[t(groups.every(({ goods }) => goods.isAgreed) ? "weigh_slip_sum" : "weigh_slip_sum_reference"), money(sum.fen)]]),
    ],
    refs: crates.map((crate) => crate.ref),
    undo: t("weigh_slip_undo"),
    again: "#/weigh",
  };
}

function priceFact({ goods }) {
  return [t(goods.isAgreed ? "weigh_slip_price" : "weigh_slip_reference"), priceWords(goods.price)];
}
