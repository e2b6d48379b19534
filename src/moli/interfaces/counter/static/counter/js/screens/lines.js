/** How prices, sums, moments and states stand in the lines of a screen. */

import { dayOf, moment } from "../clock.js";
import { h, icon } from "../dom.js";
import { dayWords, language, money, t } from "../words.js";

/** An exact price: "3.20 元/斤", in English "¥6.40/kg"; an odd fen shows a third decimal. */
export function priceWords(fenPerKg) {
  const thousandths = language() === "en" ? fenPerKg * 10 : fenPerKg * 5;
  const rest = String(thousandths % 1000).padStart(3, "0").replace(/0$/, "");
  return t("weigh_price", { price: `${Math.floor(thousandths / 1000)}.${rest}` });
}

/** A product and its grade. */
export const gradeWords = (goods) => (goods ? `${goods.product.name} ${goods.grade.name}` : "");

/** Money that reaches a household, in large; a dash where nobody knows the price. */
export function moneyFigure(fen) {
  if (fen === null) return h("span", { class: "hint" }, t("weigh_no_price"));
  return h("span", { class: "fig warm" }, money(fen));
}

/** The time of a moment, where the stations are: "10:21". */
export const clockWords = (iso) => moment(Date.parse(iso)).slice(11, 16);

/** A day and its time. */
export const momentWords = (iso) => `${dayWords(dayOf(Date.parse(iso)))} ${clockWords(iso)}`;

const LOOKS = { waits: ["warn", "tri"], sent: ["ok", "ok"], back: ["alert", "oct"] };

/** Whether something has been sent: waiting, sent or sent back, with its shape. */
export function stateBadge(state) {
  const [look, shape] = LOOKS[state];
  return h("span", { class: `badge ${look}` }, icon(shape), t(`state_${state}`));
}
