/** What lies in a basket, and what it costs. Draws nothing. */

import { draftOf, keepDraft, limit } from "../desk.js";
import { NOBODY } from "../whom.js";

const EMPTY = { units: {}, kind: "", find: "", whom: NOBODY, paid: "", receipt_no: "" };

/** The order that is being made on this device. */
export const order = () => draftOf("buy", EMPTY);

/** Change it; with nothing it is forgotten. */
export const keepOrder = (change) => keepDraft("buy", change);

/** The lines of a basket, in the order of the catalogue: `[{ware, units, fen}]`. */
export function linesOf(units, wares) {
  return wares
    .filter((ware) => units[ware.code] > 0)
    .map((ware) => ({ ware, units: units[ware.code], fen: units[ware.code] * ware.price_fen }));
}

export const sumOf = (lines) => lines.reduce((sum, line) => sum + line.fen, 0);

/** Whole units as typed, nothing where they are none. */
export function readUnits(text) {
  const units = Number(/^\s*(\d{1,4})\s*$/.exec(text)?.[1] ?? NaN);
  return Number.isInteger(units) && units <= limit("units") ? units : null;
}
