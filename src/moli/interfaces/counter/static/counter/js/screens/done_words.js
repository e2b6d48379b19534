/** The words of what was done, for a line: who, how much, for how much. */

import { money, t } from "../words.js";
import { masked, tailOf } from "./find.js";
import { weighWords } from "./lines.js";
import { weighReceipt } from "./weigh/back_step.js";
import { cratesOf, sumOf } from "./weigh/crates.js";
import { placeOf } from "./weigh/desk.js";

/** Whose it is: a household of this device, a number, or a name that was typed. Always masked. */
export function whoOf(body, data) {
  const row = body.household && data.households.find((one) => one.uid === body.household);
  if (row) return masked(row.head);
  if (body.household_code) return tailOf(body.household_code);
  if (body.person_name) return masked(body.person_name);
  return body.phone_tail ? tailOf(body.phone_tail) : "";
}

const DETAILS = {
  weigh_in: (line, data, ops) => [crateWords(countedOf(line, data, ops))],
  buy_for: ({ op }) => [money(op.body.lines.reduce((sum, one) => sum + one.units * one.unit_price_fen, 0))],
  bill: ({ op }) => [money(op.body.amount_fen)],
  parcel_out: ({ op }) => (op.body.fee_fen ? [money(op.body.fee_fen)] : []),
  parcel_in: ({ op }) => (op.body.code ? [tailOf(op.body.code)] : []),
  cash: ({ op }) => [t(`done_cash_${op.body.cash_kind}`), money(op.body.amount_fen)],
};

/** The parts of a line beside its kind. */
export function detailOf(line, data, ops) {
  const more = DETAILS[line.kind] ? DETAILS[line.kind](line, data, ops) : [];
  return [whoOf(line.op.body, data), ...more].filter(Boolean);
}

const countedOf = (line, data, ops) => cratesOf(ops, line.op.body.receipt_no, data).filter((crate) => crate.counts);

const crateWords = (crates) => t("done_crates", { n: crates.length, weight: weighWords(sumOf(crates).grams) });

/** The slip of a line of weigh-ins, to print once more; null where nothing counts any more. */
export function receiptOf(line, data, ops) {
  if (line.kind !== "weigh_in") return null;
  const { body, by } = line.op;
  const crates = countedOf(line, data, ops);
  const row = data.households.find((one) => one.uid === body.household);
  const who = { name: whoOf(body, data), place: row ? placeOf(row) : "" };
  const person = data.people.find((one) => one.key === by);
  return crates.length ? { ...weighReceipt(crates, who, body.receipt_no), by: person ? person.name : "" } : null;
}

