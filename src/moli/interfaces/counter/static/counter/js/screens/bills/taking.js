/** Taking a bill: kind, account number typed twice, sum, fee; read back; cash; receipt. */

import { h, icon, put } from "../../dom.js";
import * as me from "../../me.js";
import * as overlay from "../../overlay.js";
import { go } from "../../router.js";
import { money, t } from "../../words.js";
import { changeDesk } from "../change.js";
import { box, draftOf, head, isSound, keepDraft, level, limit, picks, readFen, speaker, steps, submits, write, workRoute } from "../desk.js";
import { showReceipt } from "../receipt.js";
import { NOBODY, whom, whoOf, whoWords } from "../whom.js";

const KINDS = ["ELECTRICITY", "WATER", "PHONE", "TELEVISION", "GAS", "INSURANCE"];
const ACCOUNT = /^[0-9A-Z]{4,30}$/;
const EMPTY = { kind: "ELECTRICITY", account: "", again: "", amount: "", fee: "", whom: NOBODY, paid: "", receipt_no: "" };

const opened = () => draftOf("bill", EMPTY);
const change = (changes) => keepDraft("bill", changes);
const stepsAt = (at) => steps(["bill", "read", "cash"].map((step) => t(`bill_step_${step}`)), at);

/** A number as it is compared and sent: half-width, without blanks and hyphens, in capitals. */
const accountOf = (text) => level(text).replace(/-/g, "").toUpperCase();
const sumOf = (draft) => readFen(draft.amount) + readFen(draft.fee || "0");
const isWhole = (draft) => ACCOUNT.test(accountOf(draft.account)) && readFen(draft.amount) > 0;

workRoute("BILLS", "#/bills/new", async (main) => {
  const { households } = await overlay.get();
  const draft = await opened();
  const kind = picks({ name: "kind", label: t("bill_kind"), options: KINDS.map((one) => [one, t(`bill_${one}`)]), chosen: draft.kind, onpick: (picked) => change({ kind: picked }) });
  const form = boxes(draft);
  const who = whom({ draft: draft.whom, households, onchange: (said) => change({ whom: said }) });
  const next = (event) => {
    event.preventDefault();
    if (isSound([...faults(form), ...who.faults()])) go("#/bills/read");
  };
  const el = h(
    "form",
    { class: "card form", novalidate: true, onsubmit: next },
    kind.el,
    form.account.el,
    form.again.el,
    h("div", { class: "grid two" }, form.amount.el, form.fee.el),
    who.el,
    h("button", { class: "btn big full" }, t("buy_next_read")),
  );
  put(main, h("div", { class: "page read flow" }, head(t("bill_new_title"), { href: "#/bills", words: t("bill_back_to") }), stepsAt(0), el));
});

function boxes(draft) {
  const kept = (name, attrs) => box({ id: name, value: draft[name], oninput: (event) => change({ [name]: event.target.value }), ...attrs });
  const again = kept("again", { label: t("bill_account_again"), spellcheck: false });
  // Copied is not typed twice: what was wrong once would be wrong again.
  again.input.addEventListener("paste", (event) => event.preventDefault());
  return {
    account: kept("account", { label: t("bill_account"), help: t("bill_account_help"), spellcheck: false }),
    again,
    amount: kept("amount", { label: t("bill_amount"), inputmode: "decimal", unit: t("desk_yuan") }),
    fee: kept("fee", { label: t("bill_fee"), inputmode: "decimal", unit: t("desk_yuan") }),
  };
}

function faults({ account, again, amount, fee }) {
  const number = accountOf(account.input.value);
  const fen = readFen(amount.input.value);
  const feeFen = readFen(fee.input.value || "0");
  return [
    [account, ACCOUNT.test(number) ? "" : t("bill_account_bad")],
    [again, number === accountOf(again.input.value) ? "" : t("bill_account_differs")],
    [amount, fen > 0 && fen <= limit("cash_fen") ? "" : t("bill_amount_bad", { most: money(limit("cash_fen")) })],
    [fee, feeFen !== null && feeFen <= limit("bill_fee_fen") ? "" : t("bill_fee_bad", { most: money(limit("bill_fee_fen")) })],
  ];
}

/** In fours, as people read a long number out. */
const inFours = (number) => number.replace(/(.{4})(?=.)/g, "$1 ");

workRoute("BILLS", "#/bills/read", async (main) => {
  const { households } = await overlay.get();
  const draft = await opened();
  if (!isWhole(draft)) return go("#/bills/new");
  const fee = readFen(draft.fee || "0");
  const facts = [
    [t("bill_account"), inFours(accountOf(draft.account))],
    [t("bill_amount"), money(readFen(draft.amount))],
    ...(fee ? [[t("bill_fee"), money(fee)]] : []),
  ];
  const yes = h("button", { type: "button", class: "btn big full", onclick: () => go("#/bills/cash") }, t("read_yes"));
  const card = h(
    "section",
    { class: "card read-out" },
    h("h2", {}, t("read_title")),
    h("p", { class: "read-who" }, h("strong", {}, whoWords(draft.whom, households))),
    h("p", { class: "read-net" }, h("strong", {}, t(`bill_${draft.kind}`))),
    h("dl", { class: "pairs" }, ...facts.flatMap(([label, value]) => [h("dt", {}, label), h("dd", { class: "strong" }, value)])),
    h("p", { class: "row between base" }, t("desk_sum"), h("span", { class: "fig" }, money(sumOf(draft)))),
  );
  const back = { href: "#/bills/new", words: t("bill_back_edit") };
  put(main, h("div", { class: "page read flow" }, head(t("bill_new_title"), back), stepsAt(1), card, yes, h("a", { class: "btn alt full", href: "#/bills/new" }, t("read_no"))));
  yes.focus();
});

workRoute("BILLS", "#/bills/cash", async (main) => {
  const { households } = await overlay.get();
  const draft = await opened();
  if (!isWhole(draft)) return go("#/bills/new");
  const spoken = speaker();
  const desk = changeDesk({ sum: sumOf(draft), value: draft.paid, oninput: (paid) => change({ paid }) });
  const finish = submits(() => isSound(desk.faults()) && finished({ draft, who: whoWords(draft.whom, households), spoken, desk }));
  const left = h("section", { class: "stack" }, head(t("bill_new_title"), { href: "#/bills/read", words: t("buy_back_read") }), stepsAt(2), desk.owed);
  const form = h("form", { class: "stack side", novalidate: true, onsubmit: finish }, desk.keypad, spoken, h("button", { class: "btn big full" }, icon("print"), t("cash_taken_print")));
  put(main, h("div", { class: "page counter" }, left, form));
  desk.input.focus();
});

async function finished({ draft, who, spoken, desk }) {
  const receiptNo = draft.receipt_no || (await me.receiptNo());
  change({ receipt_no: receiptNo });
  const account = accountOf(draft.account);
  const [amountFen, feeFen] = [readFen(draft.amount), readFen(draft.fee || "0")];
  const body = { ...whoOf(draft.whom), bill_kind: draft.kind, account_number: account, amount_fen: amountFen, fee_fen: feeFen, receipt_no: receiptNo, is_read_back: true };
  const op = await write(spoken, "bill", body);
  if (!op) return;
  change(null);
  await showReceipt({
    title: t("bill_receipt"),
    receipt_no: receiptNo,
    at: op.made_at,
    who,
    big: [t("desk_sum"), money(amountFen + feeFen)],
    rows: [[t(`bill_${draft.kind}`), "", money(amountFen)], ...(feeFen ? [[t("bill_fee"), "", money(feeFen)]] : [])],
    facts: [[t("bill_account"), t("bill_account_tail", { tail: account.slice(-4) })], ...desk.facts()],
    refs: [op.id],
    undo: t("bill_receipt_undo"),
    again: "#/bills/new",
  });
}
