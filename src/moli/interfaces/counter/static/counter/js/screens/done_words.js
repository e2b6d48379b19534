/** The words of what was done, for a line: who, how much, for how much. */

import { jin, money, t } from "../words.js";
import { masked, tailOf } from "./find.js";
import { stateOf } from "./ops.js";
import { weighReceipt } from "./weigh/back_step.js";
import { cratesOf } from "./weigh/crates.js";

/** Whose it is: a household of this device, a number, or a name that was typed. Always masked. */
export function whoOf(body, data) {
  const row = body.household && data.households.find((one) => one.uid === body.household);
  if (row) return masked(row.head);
  if (body.household_code) return tailOf(body.household_code);
  if (body.person_name) return masked(body.person_name);
  return body.phone_tail ? tailOf(body.phone_tail) : "";
}

const DETAILS = {
  weigh_in: (line) => [crateWords(line)],
  buy_for: ({ op }) => [money(op.body.lines.reduce((sum, one) => sum + one.units * one.unit_price_fen, 0))],
  bill: ({ op }) => [money(op.body.amount_fen)],
  parcel_out: ({ op }) => (op.body.fee_fen ? [money(op.body.fee_fen)] : []),
  parcel_in: ({ op }) => (op.body.code ? [tailOf(op.body.code)] : []),
  cash: ({ op }) => [t(`done_cash_${op.body.cash_kind}`), money(op.body.amount_fen)],
};

/** The parts of a line beside its kind. */
export function detailOf(line, data) {
  const more = DETAILS[line.kind] ? DETAILS[line.kind](line) : [];
  return [whoOf(line.op.body, data), ...more].filter(Boolean);
}

function crateWords({ ops }) {
  const taken = ops.filter((op) => stateOf(op) !== "back");
  const grams = taken.reduce((sum, op) => sum + op.body.gross_grams - op.body.tare_grams, 0);
  return t("done_crates", { n: taken.length, weight: jin(grams) });
}

/** The slip of a line of weigh-ins, printed once more. */
export function receiptOf(line, data, ops) {
  const { receipt_no: number } = line.op.body;
  const crates = cratesOf(ops, number, data).filter((crate) => crate.counts);
  const who = { name: whoOf(line.op.body, data), place: "" };
  return weighReceipt(crates, who, number);
}

