/** Steps two to four of an order: for whom, read back, cash and change, the receipt. */

import { h, icon, put } from "../../dom.js";
import * as me from "../../me.js";
import * as overlay from "../../overlay.js";
import { go } from "../../router.js";
import { money, t } from "../../words.js";
import { changeDesk } from "../change.js";
import { head, isSound, speaker, submits, write, workRoute } from "../desk.js";
import { showReceipt } from "../receipt.js";
import { whom, whoOf, whoWords } from "../whom.js";
import { keepOrder, linesOf, order, sumOf } from "./basket.js";
import { stepsAt } from "./choosing.js";

const back = (href, words) => ({ href, words: t(words) });

/** The order and its lines; without any the first step is shown instead. */
async function opened() {
  const data = await overlay.get();
  const draft = await order();
  const lines = linesOf(draft.units, data.wares);
  if (!lines.length) go("#/buy/new");
  return { data, draft, lines, sum: sumOf(lines) };
}

workRoute("BUY_FOR", "#/buy/whom", async (main) => {
  const { data, draft, lines } = await opened();
  if (!lines.length) return;
  const part = whom({ draft: draft.whom, households: data.households, onchange: (said) => keepOrder({ whom: said }) });
  const next = (event) => {
    event.preventDefault();
    if (isSound(part.faults())) go("#/buy/read");
  };
  const form = h("form", { class: "card form", novalidate: true, onsubmit: next }, part.el, h("button", { class: "btn big full" }, t("buy_next_read")));
  put(main, h("div", { class: "page read flow" }, head(t("buy_new_title"), back("#/buy/new", "buy_back_goods")), stepsAt(1), form));
});

workRoute("BUY_FOR", "#/buy/read", async (main) => {
  const { data, draft, lines, sum } = await opened();
  if (!lines.length) return;
  const row = ({ ware, units, fen }) => h("tr", {}, h("td", {}, ware.name), h("td", { class: "n" }, `${units} ${ware.unit}`), h("td", { class: "n" }, money(fen)));
  const yes = h("button", { type: "button", class: "btn big full", onclick: () => go("#/buy/cash") }, t("read_yes"));
  put(
    main,
    h(
      "div",
      { class: "page read flow" },
      head(t("buy_new_title"), back("#/buy/whom", "buy_back_whom")),
      stepsAt(2),
      h(
        "section",
        { class: "card read-out" },
        h("h2", {}, t("read_title")),
        h("p", { class: "read-who" }, h("strong", {}, whoWords(draft.whom, data.households))),
        h("table", { class: "tbl keep" }, h("tbody", {}, ...lines.map(row))),
        h("p", { class: "row between base" }, t("desk_sum"), h("span", { class: "fig" }, money(sum))),
      ),
      yes,
      h("a", { class: "btn alt full", href: "#/buy/new" }, t("read_no")),
    ),
  );
  yes.focus();
});

workRoute("BUY_FOR", "#/buy/cash", async (main) => {
  const { data, draft, lines, sum } = await opened();
  if (!lines.length) return;
  const spoken = speaker();
  const desk = changeDesk({ sum, value: draft.paid, oninput: (paid) => keepOrder({ paid }) });
  const finish = submits(() => isSound(desk.faults()) && finished({ data, draft, lines, sum, spoken, desk }));
  const left = h("section", { class: "stack" }, head(t("buy_new_title"), back("#/buy/read", "buy_back_read")), stepsAt(3), desk.owed);
  const form = h("form", { class: "stack side", novalidate: true, onsubmit: finish }, desk.keypad, spoken, h("button", { class: "btn big full" }, icon("print"), t("cash_taken_print")));
  put(main, h("div", { class: "page counter" }, left, form));
  desk.input.focus();
});

async function finished({ data, draft, lines, sum, spoken, desk }) {
  const receiptNo = draft.receipt_no || (await me.receiptNo());
  keepOrder({ receipt_no: receiptNo });
  const said = lines.map(({ ware, units }) => ({ ware: ware.code, units, unit_price_fen: ware.price_fen }));
  const body = { ...whoOf(draft.whom), lines: said, receipt_no: receiptNo, is_read_back: true };
  const op = await write(spoken, "buy_for", body);
  if (!op) return;
  keepOrder(null);
  await showReceipt({
    title: t("buy_receipt"),
    receipt_no: receiptNo,
    at: op.made_at,
    who: whoWords(draft.whom, data.households),
    big: [t("desk_sum"), money(sum)],
    rows: lines.map(({ ware, units, fen }) => [ware.name, `${units} ${ware.unit}`, money(fen)]),
    facts: desk.facts(),
    refs: [op.id],
    undo: t("buy_receipt_undo"),
    again: "#/buy/new",
  });
}
