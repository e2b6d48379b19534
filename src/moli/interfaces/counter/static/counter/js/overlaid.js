/** What each kind of operation changes in a snapshot, before the server has said so. */

const DAY_MS = 86400000;

const at = (rows, ref, name = "ref") => rows.findIndex((row) => row[name] === ref);

const has = (rows, ref) => at(rows, ref) >= 0;

const day = (op) => op.made_at.slice(0, 10);

function added(rows, op, row) {
  if (!has(rows, op.id)) rows.push(Object.assign({ ref: op.id, is_local: true }, row));
}

/** Change a row; its version grows, as it will on the server. */
function turned(rows, ref, facts) {
  const row = rows[at(rows, ref)];
  if (row) Object.assign(row, facts, { version: (row.version || 0) + 1, is_local: true });
  return row;
}

function gone(rows, ref, name = "ref") {
  const place = at(rows, ref, name);
  return place < 0 ? null : rows.splice(place, 1)[0];
}

/** A name as lists show it: 韦*生. */
function masked(name) {
  const signs = Array.from(name);
  if (signs.length < 2) return signs.length ? "*" : "";
  if (signs.length === 2) return `${signs[0]}*`;
  return signs[0] + "*".repeat(signs.length - 2) + signs[signs.length - 1];
}

/** How whoever it is for is called: the household's head, or the name that was typed. */
function personOf(now, { household, household_code, person_name }) {
  const row = household && now.households.find((one) => one.uid === household);
  if (row) return row.head;
  if (person_name) return masked(person_name);
  return household_code ? `…${String(household_code).slice(-4)}` : "";
}

/** In which day's closing cash is counted: its own or, when that is closed, the next one. */
function countedOn({ drawer }, op) {
  const closed = drawer.last_closed_on;
  if (!closed || day(op) > closed) return day(op);
  return new Date(Date.parse(closed) + DAY_MS).toISOString().slice(0, 10);
}

function moved(now, op, { kind, amount, fees = 0 }) {
  if (has(now.moves, op.id)) return;
  now.moves.push({ ref: op.id, is_local: true, cash_kind: kind, amount_fen: amount, fee_fen: fees, on: countedOn(now, op), at: op.made_at });
  now.drawer.expected_fen += amount;
  now.drawer.fees_fen += fees;
}

const feeOf = (now, line) => {
  const ware = now.wares.find((one) => one.code === line.ware);
  return ware ? ware.fee_fen * line.units : 0;
};

function weighIn(now, op) {
  const { household, household_code, product, grade_rank, receipt_no, quota } = op.body;
  const grams = op.body.gross_grams - op.body.tare_grams;
  if (has(now.weigh_ins, op.id)) return;
  const row = { household: household || null, product, grade_rank, grams, receipt_no };
  added(now.weigh_ins, op, Object.assign(row, { at: op.made_at, is_own: false, household_code, quota }));
  const agreed = quota && now.quotas.find((one) => one.uid === quota);
  if (agreed) agreed.left_grams -= grams;
}

function weighUndone(now, op) {
  const row = gone(now.weigh_ins, op.body.ref);
  const agreed = row && row.quota && now.quotas.find((one) => one.uid === row.quota);
  if (agreed) agreed.left_grams += row.grams;
}

function parcel(now, op, { direction, state, shelf }) {
  const { code, carrier, phone_tail, household } = op.body;
  added(now.parcels, op, {
    version: 1,
    direction,
    state,
    code,
    carrier,
    person: personOf(now, op.body),
    phone_tail,
    shelf,
    came_on: day(op),
    household: household || null,
  });
}

function parcelOut(now, op) {
  parcel(now, op, { direction: "OUT", state: "TO_COLLECT", shelf: "" });
  if (op.body.fee_fen) moved(now, op, { kind: "PARCEL_FEE", amount: op.body.fee_fen, fees: op.body.fee_fen });
}

function parcelFound(now, op) {
  const row = now.parcels[at(now.parcels, op.body.ref)];
  if (row) turned(now.parcels, op.body.ref, { state: row.direction === "OUT" ? "TO_COLLECT" : "ON_SHELF" });
}

function buyFor(now, op) {
  if (has(now.buy_fors, op.id)) return;
  const total = op.body.lines.reduce((sum, line) => sum + line.units * line.unit_price_fen, 0);
  const fee = op.body.lines.reduce((sum, line) => sum + feeOf(now, line), 0);
  const lines = op.body.lines.map(({ ware, units }) => {
    const known = now.wares.find((one) => one.code === ware);
    return { ware, name: known ? known.name : ware, units };
  });
  added(now.buy_fors, op, {
    version: 1,
    state: "ORDERED",
    receipt_no: op.body.receipt_no,
    person: personOf(now, op.body),
    total_fen: total,
    fee_fen: fee,
    ordered_on: day(op),
    lines,
  });
  moved(now, op, { kind: "BUY_FOR", amount: total, fees: fee });
}

function buyForUndone(now, op) {
  const row = gone(now.buy_fors, op.body.ref);
  if (!row) return;
  const fee = row.fee_fen === undefined ? row.lines.reduce((sum, line) => sum + feeOf(now, line), 0) : row.fee_fen;
  moved(now, op, { kind: "BUY_FOR_BACK", amount: -row.total_fen, fees: -fee });
}

function bill(now, op) {
  const { receipt_no, bill_kind, account_number, amount_fen, fee_fen } = op.body;
  if (has(now.bills, op.id)) return;
  added(now.bills, op, {
    version: 1,
    state: "TAKEN",
    receipt_no,
    bill_kind,
    account_tail: String(account_number).slice(-4),
    person: personOf(now, op.body),
    amount_fen,
    fee_fen,
    taken_on: day(op),
  });
  moved(now, op, { kind: "BILL", amount: amount_fen + fee_fen, fees: fee_fen });
}

function billUndone(now, op) {
  const row = gone(now.bills, op.body.ref);
  if (row) moved(now, op, { kind: "BILL_BACK", amount: -(row.amount_fen + row.fee_fen), fees: -row.fee_fen });
}

// Which way cash goes, and whether the station's own fees go with it.
const CASH = { FLOAT: [1, 0], HANDED_IN: [-1, 0], FEES_TAKEN: [-1, -1] };

function cash(now, op) {
  const [way, fees] = CASH[op.body.cash_kind] || [0, 0];
  const amount = op.body.amount_fen;
  if (way) moved(now, op, { kind: op.body.cash_kind, amount: way * amount, fees: fees * amount });
}

function closeDay(now, op) {
  const { on, counted_fen, expected_fen, missing } = op.body;
  if (at(now.closings, on, "on") >= 0) return;
  now.closings.push({
    on,
    expected_fen,
    counted_fen,
    difference_fen: counted_fen - expected_fen,
    missing: missing.length,
    is_local: true,
  });
  missing.forEach((ref) => turned(now.parcels, ref, { state: "MISSING" }));
  // A device that closes a day knows of no cash that moved after it: what is left is what was counted.
  const later = now.moves.filter((move) => move.on > on);
  const since = later.reduce((sum, move) => sum + move.amount_fen, 0);
  now.moves = later;
  now.weigh_ins = now.weigh_ins.filter((row) => row.at.slice(0, 10) > on);
  Object.assign(now.drawer, {
    opening_fen: counted_fen,
    expected_fen: counted_fen + since,
    last_closed_on: on,
    open_days: now.drawer.open_days.filter((open) => open > on),
  });
}

/** Each takes a snapshot, which it changes, and an operation. */
export const OVERLAID = {
  weigh_in: weighIn,
  weigh_undone: weighUndone,
  parcel_in: (now, op) =>
    parcel(now, op, { direction: "IN", state: "ON_SHELF", shelf: op.body.shelf }),
  parcel_handed: (now, op) => gone(now.parcels, op.body.ref),
  parcel_given_back: (now, op) => gone(now.parcels, op.body.ref),
  parcel_out: parcelOut,
  parcel_collected: (now, op) => gone(now.parcels, op.body.ref),
  parcel_found: parcelFound,
  buy_for: buyFor,
  buy_for_arrived: (now, op) => turned(now.buy_fors, op.body.ref, { state: "ARRIVED" }),
  buy_for_handed: (now, op) => gone(now.buy_fors, op.body.ref),
  buy_for_undone: buyForUndone,
  bill,
  bill_paid: (now, op) => gone(now.bills, op.body.ref),
  bill_undone: billUndone,
  cash,
  close_day: closeDay,
  task_done: (now, op) => gone(now.tasks, op.body.task, "uid"),
};
