/** Orders for villagers: what is on its way, what has come, and money back until it is handed out. */

import { h, icon, put } from "../dom.js";
import * as overlay from "../overlay.js";
import { dayWords, money, t } from "../words.js";
import { asked, head, live, say, speaker, writeOn, workRoute } from "./desk.js";

const STATES = ["ARRIVED", "ORDERED"];

workRoute("BUY_FOR", "#/buy", (main) => {
  const spoken = speaker();
  const list = h("div", { class: "stack" });
  const begin = h("a", { class: "btn big full", href: "#/buy/new" }, icon("plus"), t("buy_begin"));
  put(main, h("div", { class: "page read flow" }, head(t("buy_title")), begin, spoken, list));
  return live(async () => {
    const { buy_fors: orders } = await overlay.get();
    put(list, ...STATES.map((state) => section(state, orders.filter((one) => one.state === state), spoken)));
  });
});

function section(state, orders, spoken) {
  const title = h("h2", {}, t(`buy_${state}`, { n: orders.length }));
  if (!orders.length) return h("section", { class: "card" }, title, h("p", { class: "hint" }, t(`buy_${state}_none`)));
  return h("section", { class: "card" }, title, h("ul", { class: "list" }, ...orders.map((one) => item(one, spoken))));
}

function item(one, spoken) {
  const next = one.state === "ORDERED" ? "arrived" : "handed";
  const step = async () => {
    if (await writeOn(spoken, `buy_for_${next}`, one)) say(spoken, t(`buy_${next}_done`, { who: one.person }));
  };
  return h(
    "li",
    { class: "item order" },
    h(
      "span",
      { class: "grow" },
      h("strong", {}, one.person),
      " ",
      h("span", { class: "nb" }, money(one.total_fen)),
      h("p", {}, one.lines.map(({ name, units }) => `${name} × ${units}`).join(t("desk_comma"))),
      h("p", {}, `${one.receipt_no} · ${dayWords(one.ordered_on)}`),
    ),
    h(
      "span",
      { class: "does" },
      h("button", { type: "button", class: "btn", onclick: step }, t(`buy_${next}`)),
      h("button", { type: "button", class: "btn text", onclick: () => undo(one, spoken) }, t("buy_undo")),
    ),
  );
}

async function undo(one, spoken) {
  const sure = await asked({
    title: t("buy_undo_title", { sum: money(one.total_fen), who: one.person }),
    words: h("p", {}, t("buy_undo_words")),
    yes: t("buy_undo_yes", { sum: money(one.total_fen) }),
    isStop: true,
  });
  if (sure && (await writeOn(spoken, "buy_for_undone", one))) say(spoken, t("buy_undo_done", { sum: money(one.total_fen) }));
}
