/** Step two: which goods of which grade, and whether they are for an order. */

import { h, icon, put } from "../../dom.js";
import { holdKeys } from "../../scan.js";
import { jin, t } from "../../words.js";
import { priceWords } from "../lines.js";
import { quotasOf } from "./crates.js";

const MANY = 8;

/** Orders that the household has a part in first, then what was weighed last, then all else. */
export function goodsStep(desk, next) {
  const choose = async (goods) => {
    await holdKeys(() => desk.chooseGoods(goods));
    next();
  };
  const household = desk.draft.who.household;
  const quotas = household ? quotasOf(desk.data, household) : [];
  const all = byUse(desk.data.products, desk.used.goods);
  const list = h("div", { class: "goods" }, ...all.map((product) => card(product, choose)));
  const section = h(
    "section",
    { class: "stack" },
    ...quotas.map((quota) => quotaCard(quota, desk.data, choose)).filter(Boolean),
    quotas.length ? h("h2", {}, t("weigh_goods_else")) : null,
    all.length > MANY ? filter(all, list, choose) : null,
    all.length ? list : h("p", { class: "empty" }, t("weigh_goods_none")),
  );
  return { section, focus: section.querySelector("button") };
}

function byUse(products, used) {
  const codes = used.map((one) => one.split("/")[0]);
  const at = (product) => (codes.includes(product.code) ? codes.indexOf(product.code) : codes.length);
  return [...products].sort((a, b) => at(a) - at(b));
}

function filter(all, list, choose) {
  const box = h("input", {
    class: "in",
    id: "goods",
    type: "search",
    autocomplete: "off",
    oninput: () => {
      const said = box.value.trim().toLowerCase();
      const found = all.filter((product) => product.name.toLowerCase().includes(said));
      put(list, ...(found.length ? found.map((product) => card(product, choose)) : [h("p", { class: "empty" }, t("weigh_goods_unknown"))]));
    },
  });
  return h("div", { class: "field" }, h("label", { for: "goods" }, t("weigh_goods_label")), box);
}

function card(product, choose) {
  const press = (grade) => choose({ product: product.code, grade_rank: grade.rank, quota: "" });
  return h(
    "div",
    { class: "card" },
    h("h2", {}, product.name),
    h("div", { class: "grades" }, ...product.grades.map((grade) => gradeButton(product, grade, grade.price_fen_per_kg, press))),
  );
}

function gradeButton(product, grade, price, press) {
  return h(
    "button",
    { type: "button", class: "btn alt grade", onclick: () => press(grade) },
    h("span", {}, h("span", { class: "sr" }, product.name, " "), grade.name),
    price ? h("small", {}, priceWords(price)) : null,
  );
}

function quotaCard(quota, data, choose) {
  const product = data.products.find((one) => one.code === quota.product);
  if (!product) return null;
  const fit = product.grades.filter((grade) => grade.rank <= quota.lowest_rank);
  const press = (grade) => choose({ product: product.code, grade_rank: grade.rank, quota: quota.uid });
  return h(
    "div",
    { class: "card leaf-bg" },
    h("h2", {}, icon("flag"), " ", t("weigh_quota_of", { buyer: quota.buyer })),
    h("p", {}, product.name, " · ", h("strong", {}, priceWords(quota.price_fen_per_kg)), " · ", t("weigh_quota_left", { left: jin(quota.left_grams) })),
    h("div", { class: "grades" }, ...fit.map((grade) => gradeButton(product, grade, quota.price_fen_per_kg, press))),
  );
}
