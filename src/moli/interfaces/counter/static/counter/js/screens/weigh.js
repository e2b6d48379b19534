/** Weighing in: whose goods, which goods, crate after crate, read back, the slip. */

import { h, icon, put } from "../dom.js";
import * as me from "../me.js";
import * as outbox from "../outbox.js";
import { route } from "../router.js";
import { holdKeys } from "../scan.js";
import { t } from "../words.js";
import { gradeWords, priceWords } from "./lines.js";
import { backStep } from "./weigh/back_step.js";
import { openDesk } from "./weigh/desk.js";
import { goodsStep } from "./weigh/goods.js";
import { scaleStep } from "./weigh/scale_step.js";
import { whoStep } from "./weigh/who.js";

const STEPS = ["who", "goods", "scale", "back"];

route("#/weigh", async (main) => {
  if (!me.may("WEIGH")) return put(main, notYours());
  const desk = await openDesk();
  const said = h("p", { class: "sr", role: "status" });
  const page = h("div", { class: "weigh" });
  put(main, said, page);
  let shown = {};
  const draw = (words = "") => {
    shown = drawStep(page, desk, draw);
    put(said, words);
  };
  draw();
  // What was sent meanwhile changes its mark in the table, and leaves the boxes alone.
  return outbox.onChange(() => {
    desk.read();
    if (shown.refresh) shown.refresh();
  });
});

function notYours() {
  const change = h("a", { class: "btn", href: "#/people" }, icon("user"), t("weigh_change_person"));
  return h("div", { class: "page read" }, h("h1", {}, t("weigh_title")), h("div", { class: "empty" }, h("p", {}, t("weigh_not_yours")), change));
}

function drawStep(page, desk, draw) {
  const go = (step) => async () => {
    await holdKeys(() => desk.set({ step }));
    draw();
  };
  const step = stepOf(desk);
  const shown = {
    who: () => whoStep(desk, draw),
    goods: () => goodsStep(desk, draw),
    scale: () => scaleStep(desk, { redraw: draw, next: go("back") }),
    back: () => backStep(desk, { again: go("scale") }),
  }[step]();
  const top = h("section", { class: "stack" }, head(desk, step, go), stepsLine(step), step === "who" ? null : whoCard(desk, step, go));
  put(page, h("div", { class: step === "scale" ? "counter" : "page read flow" }, top, shown.section, shown.table));
  if (shown.focus) shown.focus.focus({ preventScroll: true });
  if (step === "scale") intoSight(top.lastChild);
  return shown;
}

/** On a phone the keys need the whole screen: what was done in the steps before moves out above. */
function intoSight(card) {
  if (matchMedia("(max-width:43.99em)").matches) card.scrollIntoView({ block: "start" });
}

/** A draft whose goods are not known any more begins where they are chosen. */
function stepOf(desk) {
  const { step, who } = desk.draft;
  if (!who) return "who";
  if ((step === "scale" || step === "back") && !desk.goods) return "goods";
  return step === "back" && !desk.counted.length ? "scale" : step;
}

function head(desk, step, go) {
  const other = h("button", { type: "button", class: "btn text", onclick: go("who") }, t("weigh_other_who"));
  return h("div", { class: "row between base" }, h("h1", {}, t("weigh_title")), step === "who" ? null : other);
}

function stepsLine(now) {
  const at = STEPS.indexOf(now);
  const item = (step, place) =>
    h("li", { class: place < at ? "done" : "", "aria-current": place === at ? "step" : null }, t(`weigh_step_${step}`));
  return h("ol", { class: "steps" }, ...STEPS.map(item));
}

function whoCard(desk, step, go) {
  const { name, place } = desk.whoWords;
  const { goods } = desk;
  const isWeighing = goods && step === "scale";
  return h(
    "div",
    { class: "card row nowrap who-card" },
    h("span", { class: "dot" }, icon("user")),
    h("div", { class: "grow" }, h("p", {}, h("strong", {}, name), " ", h("span", { class: "hint" }, place)), isWeighing ? goodsLine(goods) : null),
    isWeighing ? h("button", { type: "button", class: "btn text tight", onclick: go("goods") }, t("weigh_other_goods")) : null,
  );
}

function goodsLine(goods) {
  const { price, isAgreed } = goods;
  const what = price && [h("strong", { class: "nb" }, priceWords(price)), " ", h("span", { class: "hint nb" }, t(isAgreed ? "weigh_agreed" : "weigh_reference_short"))];
  return h("p", {}, gradeWords(goods), " ", what);
}
