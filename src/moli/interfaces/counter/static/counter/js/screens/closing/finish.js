/** The last steps of a closing: what differs is accepted or not, sent, answered, printed. */

import { h } from "../../dom.js";
import * as me from "../../me.js";
import * as outbox from "../../outbox.js";
import * as snapshot from "../../snapshot.js";
import { dayWords, jin, money, t } from "../../words.js";
import { backOf, differenceWords } from "../closing.js";
import { asked, keepDraft, write } from "../desk.js";
import { shared } from "../drawer.js";
import { showReceipt } from "../receipt.js";
import { forWhom, lies, tailOf } from "../shelf.js";

// With a line the answer comes within this; without one the day is closed all the same.
const PATIENCE_MS = 6000;
const FETCH_TRIES = 8;
const FETCH_PAUSE_MS = 250;

/**
 * Close a day as it was counted; the receipt follows. Answers what to say when it did not come to
 * that: nothing was accepted, there is no room, or the server knows other figures.
 */
export async function closeDay({ day, figures, counted, data, spoken, missing }) {
  const difference = counted - figures.expected;
  const differs = difference !== 0 || missing.length > 0;
  if (differs && !(await isAccepted(difference, missing))) return t("close_count_again");
  const body = {
    on: day,
    counted_fen: counted,
    expected_fen: figures.expected,
    parcels_expected: data.parcels.filter(lies).length,
    missing: missing.map((one) => one.ref),
    is_difference_accepted: differs,
  };
  const op = await sent(day, body, spoken);
  if (!op) return "";
  if (isBack(op)) {
    await newFigures();
    return t("close_came_back");
  }
  keepDraft("closing", null);
  await showReceipt(await receiptOf({ op, day, figures, counted, difference, data, missing }));
  return "";
}

/** As a new operation or, where one came back before, in its place; then wait for the answer. */
async function sent(day, body, spoken) {
  const before = backOf(day);
  const op = before ? await outbox.retry(before, { body }) : await write(spoken, "close_day", body);
  if (op) await Promise.race([outbox.flush(), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
  return op;
}

/** The figures as the server has them now; whoever is sending is waited for, a while. */
async function newFigures() {
  for (let tries = 0; tries < FETCH_TRIES; tries += 1) {
    if ((await snapshot.refresh()) !== "busy") return;
    await new Promise((done) => setTimeout(done, FETCH_PAUSE_MS));
  }
}

const isBack = ({ id }) => outbox.open().some((op) => op.id === id);

function isAccepted(difference, missing) {
  const cash = difference && h("div", {}, h("p", { class: "fig" }, differenceWords(difference)), h("p", {}, t(difference < 0 ? "close_means_short" : "close_means_over")));
  const gone =
    missing.length > 0 &&
    h("div", {}, h("p", { class: "strong" }, t("close_missing", { n: missing.length })), h("ul", { class: "codes" }, ...missing.map((one) => h("li", {}, `${forWhom(one)} ${one.carrier} ${tailOf(one.code)}`))), h("p", {}, t("close_means_missing")));
  return asked({ title: t("close_differs"), words: h("div", { class: "stack" }, cash, gone), yes: t("close_accept"), no: t("close_again"), isStop: true });
}

async function receiptOf({ op, day, figures, counted, difference, data, missing }) {
  const person = await me.person();
  const parts = shared(figures.commission, data.station.shares);
  const lying = op.body.parcels_expected;
  return {
    title: t("close_receipt", { day: dayWords(day) }),
    receipt_no: await me.receiptNo(),
    at: op.made_at,
    who: person ? person.name : "",
    big: [t("close_counted"), money(counted)],
    rows: missing.map((one) => [t("close_missing_one"), "", tailOf(one.code)]),
    facts: [
      [t("close_expected"), money(figures.expected)],
      [t("close_difference"), differenceWords(difference)],
      [t("close_parcels"), t("close_found", { n: lying - missing.length, all: lying })],
      [t("close_weighed"), `${t("close_weigh_ins", { n: figures.weighIns })} ${jin(figures.grams)}`],
      [t("close_commission"), money(figures.commission)],
      ...parts.map(({ name, fen }) => [name, money(fen)]),
    ],
    refs: [op.id],
    undo: t("close_receipt_undo"),
    again: "#/day",
  };
}
