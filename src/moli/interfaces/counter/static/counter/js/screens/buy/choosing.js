/** Step one of an order: the catalogue by kind, with search, and the basket. */

import { h, icon, put } from "../../dom.js";
import * as overlay from "../../overlay.js";
import { go } from "../../router.js";
import { money, t } from "../../words.js";
import { box, head, limit, picks, say, speaker, steps, workRoute } from "../desk.js";
import { keepOrder, linesOf, order, readUnits, sumOf } from "./basket.js";

/** The steps of an order, and where one is. */
export const stepsAt = (at) => steps(["goods", "whom", "read", "cash"].map((step) => t(`buy_step_${step}`)), at);

workRoute("BUY_FOR", "#/buy/new", async (main) => {
  const { wares } = await overlay.get();
  const draft = await order();
  const state = { wares, draft, list: h("div", { class: "card" }), basket: h("div", { "aria-live": "polite" }), spoken: speaker() };
  const find = box({ id: "ware-find", label: t("buy_find"), type: "search", value: draft.find });
  find.input.addEventListener("input", () => (change(state, { find: find.input.value }), drawList(state)));
  const kinds = picks({ name: "kind", label: t("buy_kind"), options: kindsOf(wares), chosen: draft.kind, onpick: (kind) => (change(state, { kind }), drawList(state)) });
  const left = h("section", { class: "stack" }, head(t("buy_new_title"), { href: "#/buy", words: t("buy_back_to") }), stepsAt(0), find.el, kinds.el, state.list);
  const form = h("form", { id: "basket", class: "card basket side", novalidate: true, onsubmit: (event) => (event.preventDefault(), next(state)) }, state.basket, h("button", { class: "btn big full" }, t("buy_next_whom")), state.spoken);
  put(main, h("div", { class: "page counter" }, left, form));
  drawList(state);
  drawBasket(state);
});

function change(state, changes) {
  Object.assign(state.draft, changes);
  keepOrder(changes);
}

function kindsOf(wares) {
  const kinds = [...new Set(wares.map((ware) => ware.kind))];
  return [["", t("buy_kind_all")], ...kinds.map((kind) => [kind, t(`ware_${kind}`)])];
}

function drawList(state) {
  const { wares, draft, list } = state;
  const said = draft.find.trim().toLowerCase();
  const shown = wares.filter((ware) => (!draft.kind || ware.kind === draft.kind) && ware.name.toLowerCase().includes(said));
  const none = h("p", { class: "hint" }, t(wares.length ? "buy_none_such" : "buy_no_wares"));
  put(list, shown.length ? h("ul", { class: "list" }, ...shown.map((ware) => wareItem(ware, state))) : none);
}

function wareItem(ware, state) {
  const input = h("input", {
    class: "in units",
    form: "basket",
    inputmode: "numeric",
    autocomplete: "off",
    "aria-label": t("buy_units_of", { name: ware.name }),
    value: state.draft.units[ware.code] || 0,
    oninput: () => typed(input.value),
    onfocus: () => input.select(),
    onblur: () => (input.value = state.draft.units[ware.code] || 0),
  });
  const typed = (text) => {
    const units = readUnits(text || "0");
    input.setAttribute("aria-invalid", String(units === null));
    if (units !== null) putIn(state, ware, units);
  };
  const by = (step) => () => {
    const units = Math.min(limit("units"), Math.max(0, (state.draft.units[ware.code] || 0) + step));
    input.value = units;
    typed(String(units));
  };
  const key = (words, label, step) => h("button", { type: "button", class: "btn alt step", "aria-label": t(label, { name: ware.name }), onclick: by(step) }, words);
  return h(
    "li",
    { class: "item ware" },
    h("span", { class: "grow" }, h("strong", {}, ware.name), h("p", {}, t("buy_price", { sum: money(ware.price_fen), unit: ware.unit }))),
    h("span", { class: "stepper" }, key("−", "buy_less", -1), input, key("+", "buy_more", 1)),
  );
}

function putIn(state, ware, units) {
  change(state, { units: { ...state.draft.units, [ware.code]: units } });
  drawBasket(state);
}

function drawBasket({ basket, draft, wares }) {
  const lines = linesOf(draft.units, wares);
  const line = ({ ware, units, fen }) => h("li", { class: "row between" }, h("span", {}, `${ware.name} × ${units}`), h("span", { class: "num" }, money(fen)));
  put(
    basket,
    h("h2", {}, t("buy_basket", { n: lines.length })),
    lines.length ? h("ul", { class: "basket-lines" }, ...lines.map(line)) : h("p", { class: "hint" }, t("buy_basket_empty")),
    h("p", { class: "row between base" }, t("desk_sum"), h("span", { class: "fig" }, money(sumOf(lines)))),
  );
}

function next({ draft, wares, spoken }) {
  const lines = linesOf(draft.units, wares).length;
  if (!lines) return say(spoken, t("buy_basket_first"), "warn");
  if (lines > limit("lines")) return say(spoken, t("buy_basket_full", { n: limit("lines") }), "warn");
  return go("#/buy/whom");
}
