/**
 * The queue of operations, as it lies on the disk.
 *
 * An operation: what docs/counter.md says, and beside it `place` (its order on this device, never
 * changed), `state`, `station_key`, `answer` (the server's last) and `settled_at` (ms).
 *
 * States: "waiting" (to be sent), "sent" (applied), "refused" and "conflict" (the clerk decides),
 * "absent" (whoever did it, or what it builds on, has not signed in on this device yet), "again" (done again as another operation), "aside" (put aside by the clerk).
 */

import { change } from "./store.js";

const BACK = ["refused", "conflict"];
export const OPEN = BACK.concat("absent");
const KEPT_MS = 7 * 24 * 3600000;

const placed = (op, { place, sequence, device }) =>
  Object.assign({}, op, {
    place,
    sequence,
    device: device.key,
    station_key: device.station_key,
    state: "waiting",
    answer: null,
    settled_at: null,
  });

async function append(tx, op) {
  const device = await tx.get("device");
  if (!device) throw new Error("NotRegistered");
  const place = ((await tx.get("place")) || 0) + 1;
  const sequence = (await tx.get("sequence")) || 1;
  const whole = placed(op, { place, sequence, device });
  await tx.put(whole);
  await tx.set("place", place);
  await tx.set("sequence", sequence + 1);
  return whole;
}

/** Put one operation at the end, with the next number of this device. */
export const enqueue = (op) => change((tx) => append(tx, op));

/**
 * Put an operation that was refused at the end again, under a new id; the old one says so. Not one
 * that nobody has refused: it may have arrived, and would be done twice.
 */
export const enqueueAgain = (op, old) =>
  change(async (tx) => {
    const before = await tx.op(old.id);
    if (!before || BACK.indexOf(before.state) < 0) return null;
    const whole = await append(tx, op);
    await tx.put(Object.assign({}, before, { state: "again", again_id: op.id }));
    return whole;
  });

/** Leave an operation that was refused as it is: the clerk has seen it. */
export const putAside = (id) =>
  change(async (tx) => {
    const op = await tx.op(id);
    if (!op || OPEN.indexOf(op.state) < 0) return null;
    const aside = Object.assign({}, op, { state: "aside", settled_at: Date.now() });
    await tx.put(aside);
    return aside;
  });

const STATE_OF = { APPLIED: "sent", CONFLICT: "conflict", REFUSED: "refused" };

/** What an answer makes of an operation; "waiting" when it decides nothing. */
export function stateAfter(answer) {
  const outcome = answer.outcome === "DUPLICATE" ? answer.first || "APPLIED" : answer.outcome;
  return STATE_OF[outcome] || "waiting";
}

/** Photos are large, and the server has them now. */
function slimmed(op) {
  if (op.state !== "sent" || op.kind !== "weigh_photo") return op;
  return Object.assign({}, op, { body: { ref: op.body.ref } });
}

/**
 * Write down what the server answered, then bring our numbers in line with the one it wants next.
 * Returns how many operations it decided. On a full device what was sent makes room instead of
 * being kept for the clerk to look at.
 */
export const settle = (answers, next) =>
  change((tx) => written(tx, { answers, next, isFull: false })).catch((error) => {
    if (error.name !== "StoreFull") throw error;
    return change((tx) => written(tx, { answers, next, isFull: true }));
  });

async function written(tx, { answers, next, isFull }) {
  let decided = 0;
  for (const answer of answers) {
    const op = await tx.op(answer.id);
    const state = stateAfter(answer);
    if (!op || op.state !== "waiting" || state === "waiting") continue;
    decided += 1;
    if (isFull && state === "sent") await tx.remove(op.id);
    else await tx.put(slimmed(Object.assign({}, op, { state, answer, settled_at: Date.now() })));
  }
  await align(tx, next);
  return decided;
}

/** Park one operation that the server cannot even read, so that those behind it can go on. */
export const park = (id, code) =>
  change(async (tx) => {
    const op = await tx.op(id);
    if (!op || op.state !== "waiting") return;
    const answer = { id, outcome: "REFUSED", code, sentence: "", facts: {} };
    await tx.put(Object.assign({}, op, { state: "refused", answer, settled_at: Date.now() }));
    await renumber(tx, op.sequence);
  });

/**
 * The first that waits must bear the number that the server wants. It may want an earlier one
 * (its data came back from a copy): then those that it had decided are sent once more, which
 * their ids make harmless. Where we have them no longer, and where it wants a later one, the
 * waiting ones are numbered anew in their order; ids stay.
 */
async function align(tx, next) {
  const waiting = await tx.waiting();
  if (!waiting.length) {
    // A full device has no room even for the same number once more.
    if ((await tx.get("sequence")) !== next) await tx.set("sequence", next);
    return;
  }
  const gap = waiting[0].sequence - next;
  const again = gap > 0 ? await decidedFrom(tx, next, gap) : null;
  if (again) {
    for (const op of again) await tx.put(Object.assign({}, op, { state: "waiting" }));
  } else if (gap !== 0) {
    await renumber(tx, next);
  }
}

async function decidedFrom(tx, next, gap) {
  const device = await tx.get("device");
  const bySequence = new Map();
  (await tx.ops()).forEach((op) => {
    // A photo's bytes are no longer here.
    const isWhole = op.kind !== "weigh_photo" || op.body.photo;
    if (op.device === device.key && op.state !== "waiting" && isWhole) bySequence.set(op.sequence, op);
  });
  const wanted = Array.from({ length: gap }, (_, step) => bySequence.get(next + step));
  return wanted.every((op) => op && op.state === "sent") ? wanted : null;
}

async function renumber(tx, first) {
  const device = await tx.get("device");
  let sequence = first;
  for (const op of await tx.waiting()) {
    await tx.put(Object.assign({}, op, { sequence, device: device.key }));
    sequence += 1;
  }
  await tx.set("sequence", sequence);
}

const isHeld = ({ by, body }, people, held) =>
  people.indexOf(by) < 0 || [body.ref].concat(body.missing || []).some((ref) => held.has(ref));

/** Nobody acts on this device who has not signed in on it: what they did is kept until they do. */
async function hold(tx, people) {
  const held = new Set();
  for (const op of await tx.waiting()) {
    if (!isHeld(op, people, held)) continue;
    held.add(op.id);
    await tx.put(Object.assign({}, op, { state: "absent" }));
  }
}

async function release(tx, people) {
  const held = new Set();
  for (const op of await tx.ops()) {
    if (op.state !== "absent") continue;
    if (isHeld(op, people, held)) held.add(op.id);
    else await append(tx, op);
  }
}

/** These people have signed in on this device: what they did on it before waits to be sent, last. */
export const releaseOf = (people) => change((tx) => release(tx, people));

/**
 * This device has become another in the server's eyes: what waits is numbered for it, in order.
 * What others did than the `people` who have signed in on it is kept until they have.
 */
export const becomeDevice = (device, people) =>
  change(async (tx) => {
    const before = await tx.get("device");
    await tx.set("device", device);
    await tx.drop("needs_device");
    await tx.drop("registering");
    if (!before || before.key !== device.key) {
      await tx.set("receipt", 0);
      await hold(tx, people);
      await renumber(tx, device.next_sequence);
      await release(tx, people);
    } else {
      await align(tx, device.next_sequence);
    }
  });

/** The number of the next receipt, taken: no two tabs get the same. */
export const takeReceiptNumber = () =>
  change(async (tx) => {
    const number = ((await tx.get("receipt")) || 0) + 1;
    await tx.set("receipt", number);
    return number;
  });

/** Forget what was sent, or put aside, more than a week ago. */
export const prune = () =>
  change(async (tx) => {
    const before = Date.now() - KEPT_MS;
    for (const op of await tx.ops()) {
      const isOver = ["sent", "again", "aside"].indexOf(op.state) >= 0;
      if (isOver && op.settled_at < before) await tx.remove(op.id);
    }
  });
