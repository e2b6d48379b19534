/** Crates, goods and quotas out of what is queued and what the device knows. Pure. */

import { totalFen } from "../scale.js";
import { sentenceOf, stateOf } from "../ops.js";

/**
 * What is being weighed: product and grade with their names, the price, and whether a buyer agreed
 * to it. Null where the device knows no such goods.
 */
export function goodsOf(data, goods) {
  const product = goods && data.products.find((one) => one.code === goods.product);
  const grade = product && product.grades.find((one) => one.rank === goods.grade_rank);
  if (!grade) return null;
  const quota = (goods.quota && data.quotas.find((one) => one.uid === goods.quota)) || null;
  return {
    product,
    grade,
    quota,
    price: quota ? quota.price_fen_per_kg : grade.price_fen_per_kg,
    isAgreed: Boolean(quota),
  };
}

/** The crates of one receipt, in the order in which they were weighed. */
export function cratesOf(ops, receiptNo, data) {
  if (!receiptNo) return [];
  const undone = undoneRefs(ops);
  return ops
    .filter((op) => op.kind === "weigh_in" && op.body.receipt_no === receiptNo && stateOf(op) !== "away")
    .sort((a, b) => a.place - b.place)
    .map((op) => crateOf(op, undone, data));
}

function crateOf(op, undone, data) {
  const { body } = op;
  const grams = body.gross_grams - body.tare_grams;
  const goods = goodsOf(data, body);
  const price = goods ? goods.price : null;
  const state = stateOf(op);
  const isUndone = undone.has(op.id);
  return {
    ref: op.id,
    body,
    grams,
    goods,
    fen: price ? totalFen(grams, price) : null,
    at: op.made_at,
    state,
    sentence: sentenceOf(op),
    isUndone,
    counts: !isUndone && state !== "back",
  };
}

const undoneRefs = (ops) =>
  new Set(ops.filter((op) => op.kind === "weigh_undone" && isOn(op)).map((op) => op.body.ref));

const isOn = (op) => ["waits", "sent"].includes(stateOf(op));

/** Weight and money of crates; `fen` is null where one of them has no price. */
export function sumOf(crates) {
  const grams = crates.reduce((sum, crate) => sum + crate.grams, 0);
  const isPriced = crates.length > 0 && crates.every((crate) => crate.fen !== null);
  return { grams, fen: isPriced ? crates.reduce((sum, crate) => sum + crate.fen, 0) : null };
}

/** A household's quotas that still take something; what waits to be sent counts as taken. */
export function quotasOf(data, household) {
  return data.quotas.filter((quota) => quota.household === household && quota.left_grams > 0);
}

/** Crates under their goods, for a receipt: `[{goods, crates, grams, fen}]`. */
export function byGoods(crates) {
  const groups = new Map();
  crates.forEach((crate) => {
    const { product, grade_rank, quota } = crate.body;
    const key = [product, grade_rank, quota || ""].join("/");
    groups.set(key, [...(groups.get(key) || []), crate]);
  });
  return [...groups.values()].map((group) => ({ goods: group[0].goods, crates: group, ...sumOf(group) }));
}
