/** Bills of villagers: what was taken and is to be passed on, and money back until then. */

import { h, icon, put } from "../dom.js";
import * as overlay from "../overlay.js";
import { dayWords, money, t } from "../words.js";
import { asked, box, head, isSound, live, say, speaker, writeOn, workRoute } from "./desk.js";

const SLIP_SIGNS_MAX = 40;

workRoute("BILLS", "#/bills", (main) => {
  const spoken = speaker();
  const list = h("section", { class: "card" });
  const begin = h("a", { class: "btn big full", href: "#/bills/new" }, icon("plus"), t("bill_begin"));
  put(main, h("div", { class: "page read flow" }, head(t("bill_title")), begin, spoken, list));
  return live(async () => {
    const { bills } = await overlay.get();
    draw(list, bills.filter((one) => one.state === "TAKEN"), spoken);
  });
});

function draw(list, bills, spoken) {
  const total = bills.reduce((sum, one) => sum + one.amount_fen, 0);
  const items = bills.map((one) => item(one, spoken));
  put(
    list,
    h("h2", {}, t("bill_open", { n: bills.length })),
    bills.length ? h("p", { class: "hint" }, t("bill_open_sum", { sum: money(total) })) : h("p", { class: "hint" }, t("bill_open_none")),
    items.length > 0 && h("ul", { class: "list" }, ...items),
  );
}

/** Which bill it is: kind and the end of the account's number. */
export const accountWords = (one) => `${t(`bill_${one.bill_kind}`)} ${t("bill_account_tail", { tail: one.account_tail })}`;

function item(one, spoken) {
  return h(
    "li",
    { class: "item order" },
    h(
      "span",
      { class: "grow" },
      h("strong", {}, accountWords(one)),
      " ",
      h("span", { class: "nb" }, money(one.amount_fen)),
      h("p", {}, [one.person, `${one.receipt_no} · ${dayWords(one.taken_on)}`].filter(Boolean).join(" · ")),
    ),
    h(
      "span",
      { class: "does" },
      h("button", { type: "button", class: "btn", onclick: () => pass(one, spoken) }, t("bill_pass")),
      h("button", { type: "button", class: "btn text", onclick: () => undo(one, spoken) }, t("bill_undo")),
    ),
  );
}

async function pass(one, spoken) {
  const slip = box({ id: "slip-no", label: t("bill_slip"), help: t("bill_slip_help"), maxlength: SLIP_SIGNS_MAX, autofocus: true });
  const isGiven = () => isSound([[slip, slip.input.value.trim() ? "" : t("bill_slip_missing")]]);
  const sure = await asked({
    title: t("bill_pass_title", { account: accountWords(one), sum: money(one.amount_fen) }),
    words: slip.el,
    yes: t("bill_pass_yes"),
    isReady: isGiven,
  });
  if (!sure) return;
  const op = await writeOn(spoken, "bill_paid", one, { slip_no: slip.input.value.trim() });
  if (op) say(spoken, t("bill_pass_done", { account: accountWords(one) }));
}

async function undo(one, spoken) {
  const sum = money(one.amount_fen + one.fee_fen);
  const sure = await asked({
    title: t("bill_undo_title", { sum }),
    words: h("p", {}, t("bill_undo_words", { account: accountWords(one) })),
    yes: t("buy_undo_yes", { sum }),
    isStop: true,
  });
  if (sure && (await writeOn(spoken, "bill_undone", one))) say(spoken, t("buy_undo_done", { sum }));
}
