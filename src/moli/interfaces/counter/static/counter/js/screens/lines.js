/** How prices, sums, moments and states stand in the lines of a screen. */

import { dayOf, moment } from "../clock.js";
import { h, icon } from "../dom.js";
import { dayWords, language, money, t } from "../words.js";
import { weightText } from "./scale.js";

/** An exact price: "3.20 元/斤", in English "¥6.40/kg"; an odd fen shows a third decimal. */
export function priceWords(fenPerKg) {
  const thousandths = language() === "en" ? fenPerKg * 10 : fenPerKg * 5;
  const rest = String(thousandths % 1000).padStart(3, "0").replace(/0$/, "");
  return t("weigh_price", { price: `${Math.floor(thousandths / 1000)}.${rest}` });
}

/** A weight as it is read off a scale, always with a decimal: "48.0 斤", in English "24.0 kg". */
export function weighWords(grams, unit = language() === "en" ? "kg" : "jin") {
  const figure = weightText(grams, unit).replace(/\B(?=(\d{3})+\.)/g, ",");
  return `${figure} ${t(`weigh_unit_${unit}`)}`;
}

/** A product and its grade. */
export const gradeWords = (goods) => (goods ? `${goods.product.name} ${goods.grade.name}` : "");

/** Money that reaches a household, in large; a dash where nobody knows the price. */
export function moneyFigure(fen) {
  if (fen === null) return h("span", { class: "hint" }, t("weigh_no_price"));
  const [figure, unit] = money(fen).split(" ");
  return h("span", { class: "fig warm" }, figure, unit ? h("small", {}, " ", unit) : null);
}

/** The time of a moment, where the stations are: "10:21". */
export const clockWords = (iso) => moment(Date.parse(iso)).slice(11, 16);

/** A day and its time. */
export const momentWords = (iso) => `${dayWords(dayOf(Date.parse(iso)))} ${clockWords(iso)}`;

const LOOKS = { waits: ["warn", "tri"], sent: ["ok", "ok"], back: ["alert", "oct"] };

/** The same in one sign, where a table has no room for words that all rows share. */
export function stateMark(state) {
  if (state !== "sent") return stateBadge(state);
  return h("span", { class: "leaf" }, icon("ok"), h("span", { class: "sr" }, t("state_sent")));
}

/** Whether something has been sent: waiting, sent or sent back, with its shape. */
export function stateBadge(state) {
  const [look, shape] = LOOKS[state];
  return h("span", { class: `badge ${look}` }, icon(shape), t(`state_${state}`));
}
