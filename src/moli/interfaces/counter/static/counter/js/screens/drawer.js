/** What should lie in a drawer, by day and by why it moved. Pure. */

// In the order in which a day goes.
export const KINDS = ["FLOAT", "BUY_FOR", "BUY_FOR_BACK", "BILL", "BILL_BACK", "PARCEL_FEE", "HANDED_IN", "FEES_TAKEN", "DIFFERENCE"];

/** The days that are still to be closed, the oldest first; today is one until it is closed. */
export function openDays({ drawer, today }) {
  const days = new Set(drawer.open_days.filter((day) => day <= today));
  const isTodayClosed = drawer.last_closed_on && drawer.last_closed_on >= today;
  if (!isTodayClosed) days.add(today);
  return [...days].sort();
}

/** What moved on a day, by kind: `[{kind, n, fen}]`. */
export function byKind(moves) {
  return KINDS.map((kind) => {
    const its = moves.filter((move) => move.cash_kind === kind);
    return { kind, n: its.length, fen: sumOf(its) };
  }).filter(({ n }) => n > 0);
}

const sumOf = (moves) => moves.reduce((sum, move) => sum + move.amount_fen, 0);

/**
 * The figures of the oldest day that is open: what lay there in the morning, what should lie there
 * in the evening, parcels, weights, and the station's own fees.
 */
export function figuresOf(data, day) {
  const moves = data.moves.filter((move) => move.on === day);
  const weighed = data.weigh_ins.filter((one) => one.at.slice(0, 10) === day);
  const fees = moves.filter((move) => move.cash_kind !== "FEES_TAKEN");
  return {
    moves,
    opening: data.drawer.opening_fen,
    expected: data.drawer.opening_fen + sumOf(moves),
    weighIns: weighed.length,
    grams: weighed.reduce((sum, one) => sum + one.grams, 0),
    commission: fees.reduce((sum, move) => sum + (move.fee_fen), 0),
  };
}

/** A sum by thousandths to the fen: the odd ones go to the largest remainders. */
export function shared(fen, shares) {
  const size = Math.abs(fen);
  const whole = shares.reduce((sum, { per_mille }) => sum + per_mille, 0) || 1;
  const parts = shares.map((one, at) => ({ one, at, fen: Math.floor((size * one.per_mille) / whole), rest: (size * one.per_mille) % whole }));
  let odd = size - parts.reduce((sum, part) => sum + part.fen, 0);
  [...parts].sort((a, b) => b.rest - a.rest || a.at - b.at).forEach((part) => odd-- > 0 && (part.fen += 1));
  return parts.map((part) => ({ name: part.one.person_name, fen: fen < 0 ? -part.fen : part.fen }));
}
