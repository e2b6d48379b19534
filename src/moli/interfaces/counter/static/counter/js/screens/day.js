/** What waits at a station and what was done there today, out of data and queue. Pure. */

import { dayOf } from "../clock.js";
import { stateOf } from "./ops.js";

const LONG_DAYS = 3;
const DAY_MS = 86_400_000;

/** Whole days between two days written as 2016-09-12. */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/**
 * What waits, the most pressing first, for somebody who may do `work`: `[{kind, n, href, …}]`.
 * Only what that person may do is in it.
 */
export function waitsOf(data, ops, work) {
  const may = (one) => work.includes(one);
  const back = ops.filter((op) => stateOf(op) === "back");
  const open = data.drawer.open_days.filter((day) => day < data.today);
  const lying = data.parcels.filter((one) => one.state === "ON_SHELF" && daysBetween(one.came_on, data.today) > LONG_DAYS);
  const arrived = data.buy_fors.filter((one) => one.state === "ARRIVED");
  const taken = data.bills.filter((one) => one.state === "TAKEN");
  return [
    { kind: "back", n: back.length, href: "#/queue" },
    { kind: "open_days", n: may("CLOSE_DAY") ? open.length : 0, day: open[0], href: "#/closing" },
    { kind: "bills", n: may("BILLS") ? taken.length : 0, href: "#/bills" },
    { kind: "arrived", n: may("BUY_FOR") ? arrived.length : 0, href: "#/buy" },
    { kind: "lying", n: may("PARCELS") ? lying.length : 0, href: "#/parcels" },
  ].filter((one) => one.n > 0);
}

/** Open tasks, one's own and nobody's before those of others, what is due first. */
export function tasksOf(data, ops, personKey) {
  const done = new Set(ops.filter((op) => op.kind === "task_done" && ["waits", "sent"].includes(stateOf(op))).map((op) => op.body.task));
  const isOthers = (task) => Boolean(task.for_key) && task.for_key !== personKey;
  return data.tasks
    .filter((task) => !done.has(task.uid))
    .map((task) => ({ ...task, isOthers: isOthers(task), isLate: task.due_on < data.today }))
    .sort((a, b) => Number(a.isOthers) - Number(b.isOthers) || a.due_on.localeCompare(b.due_on));
}

const QUIET = new Set(["weigh_photo"]);

/**
 * What was done on this device today, or has not been sent yet, the last first. Crates of one
 * receipt are one line: `{kind, at, state, op, ops}`; it waits while one of its operations does.
 */
export function doneOf(ops, today) {
  const lines = new Map();
  [...ops]
    .filter((op) => !QUIET.has(op.kind) && isOfToday(op, today))
    .sort((a, b) => a.place - b.place)
    .forEach((op) => {
      const key = op.kind === "weigh_in" ? `weigh/${op.body.receipt_no}` : op.id;
      lines.set(key, [...(lines.get(key) || []), op]);
    });
  return [...lines.values()].map(lineOf).sort((a, b) => b.at.localeCompare(a.at));
}

function isOfToday(op, today) {
  const state = stateOf(op);
  return state !== "away" && (state !== "sent" || dayOf(Date.parse(op.made_at)) === today);
}

function lineOf(ops) {
  const states = ops.map(stateOf);
  const state = ["back", "waits", "sent"].find((one) => states.includes(one));
  const op = ops[ops.length - 1];
  return { kind: op.kind, at: op.made_at, state, op, ops };
}
