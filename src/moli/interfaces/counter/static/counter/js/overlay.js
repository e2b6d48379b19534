/**
 * What is known at the counter: the snapshot, and on top of it what was done on this device and
 * is not in it yet. In the snapshot's own shapes, so that screens need not ask which it is; what
 * the device added says so by `is_local: true`.
 */

import { dayOf } from "./clock.js";
import { OVERLAID } from "./overlaid.js";
import * as outbox from "./outbox.js";
import * as snapshot from "./snapshot.js";

/** The snapshot as it would be if everything had arrived; null until the device is registered. */
export function get() {
  const data = snapshot.get();
  return data && overlaid(data, outbox.ops(), snapshot.askedAt());
}

/** Call `listener` when what `get` answers has changed; the answer takes it off again. */
export function onChange(listener) {
  const offs = [outbox.onChange(listener), snapshot.onChange(listener)];
  return () => offs.forEach((off) => off());
}

/** Those that the snapshot cannot know yet: not sent, or settled after it was asked for. */
const isMissing = (op, askedAt) =>
  op.state === "waiting" || (op.state === "sent" && op.settled_at > askedAt);

/** Pure: a snapshot with operations laid over it. Neither of them is changed. */
export function overlaid(data, ops, askedAt) {
  const now = JSON.parse(JSON.stringify(data));
  now.today = dayOf();
  ops
    .filter((op) => isMissing(op, askedAt) && OVERLAID[op.kind])
    .forEach((op) => OVERLAID[op.kind](now, op));
  return now;
}
