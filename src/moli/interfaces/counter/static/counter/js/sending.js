/** Sending what waits: the same code in the page and in its worker, one at a time on a device. */

import { park, settle } from "./queue.js";
import { tell } from "./signal.js";
import { change, look } from "./store.js";
import { wipe } from "./wiping.js";

const BATCH_MAX = 100;
const BATCH_BYTES_MAX = 1000000;
// A megabyte takes a minute on the slowest lines that there are.
const PATIENCE_MS = 120000;
const LEASE_MS = 150000;
const LOCK = "moli-counter";

let batchSize = BATCH_MAX;

const asSent = (op) => ({
  id: op.id,
  sequence: op.sequence,
  kind: op.kind,
  body: op.body,
  made_at: op.made_at,
  by: op.by,
  base_version: op.base_version,
});

/** The first of what waits that fit into one push, as text, and their number. */
function pack(waiting) {
  const encoder = new TextEncoder();
  const parts = [];
  let bytes = 20;
  for (const op of waiting.slice(0, batchSize)) {
    const part = JSON.stringify(asSent(op));
    bytes += encoder.encode(part).length + 1;
    if (parts.length && bytes > BATCH_BYTES_MAX) break;
    parts.push(part);
  }
  return { text: `{"operations":[${parts.join(",")}]}`, count: parts.length };
}

/**
 * Ask the server. The answer's `is` says what it came to: "answer" (with `data`), "device" (we
 * are not registered), "revoked", "large", "bad", "login", or "away": no line, busy, or somebody
 * on the way who answers in the server's place.
 */
export async function ask(path, { method = "GET", text = null, patience = PATIENCE_MS } = {}) {
  const stop = typeof AbortController === "undefined" ? null : new AbortController();
  const timer = setTimeout(() => stop && stop.abort(), patience);
  try {
    const answer = await fetch(path, {
      method,
      body: text,
      headers: text === null ? {} : { "Content-Type": "application/json", "X-Moli-Counter": "1" },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual",
      signal: stop ? stop.signal : undefined,
    });
    return await understood(answer);
  } catch (_) {
    return { is: "away" };
  } finally {
    clearTimeout(timer);
  }
}

async function understood(answer) {
  if (answer.type === "opaqueredirect") return { is: "login" };
  if (answer.status === 204) return { is: "answer", data: null };
  if (answer.status === 413) return { is: "large" };
  const data = await answer.json().catch(() => null);
  const error = data && data.error;
  // Only our own words count: a hotel's log-in page must not wipe a device.
  if (answer.status === 401 && error === "device") return { is: "device" };
  if (answer.status === 401 && error) return { is: "login" };
  if (answer.status === 410 && error === "revoked") return { is: "revoked" };
  if (answer.ok && data) return { is: "answer", data };
  if (answer.status === 400 && error === "refused") return { is: "bad", data };
  return { is: "away" };
}

/**
 * Do `work` while no other tab and no worker does: one at a time on a device. Undefined when
 * another is at it.
 */
export async function alone(work) {
  if (typeof navigator !== "undefined" && navigator.locks) {
    return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
  }
  const mine = String(Math.random());
  const isTaken = await change(async (tx) => {
    const lease = await tx.get("lease");
    if (lease && lease.until > Date.now()) return true;
    await tx.set("lease", { mine, until: Date.now() + LEASE_MS });
    return false;
  });
  if (isTaken) return undefined;
  try {
    return await work();
  } finally {
    await change((tx) => tx.drop("lease"));
  }
}

/**
 * Send all that waits. "done", or why not: "away" (try again later), "device" (register again),
 * "revoked" (the device is empty now), "stuck" (the server's answers decide nothing), "busy"
 * (another tab is sending).
 */
export async function sendAll() {
  return (await alone(sendInTurn)) || "busy";
}

async function sendInTurn() {
  let idle = 0;
  for (;;) {
    const { device, waiting } = await look(async (tx) => ({
      device: await tx.get("device"),
      waiting: await tx.waiting(),
    }));
    if (!device || !waiting.length) return "done";
    const came = await sendBatch(waiting);
    if (typeof came === "string") return came;
    idle = came > 0 ? 0 : idle + 1;
    if (idle > 2) return "stuck";
  }
}

/** How many the server decided, or why to stop. */
async function sendBatch(waiting) {
  const { text, count } = pack(waiting);
  const answer = await ask("/counter/push/", { method: "POST", text });
  if (answer.is === "answer" && Array.isArray(answer.data.answers)) {
    batchSize = Math.min(BATCH_MAX, batchSize * 2);
    const decided = await settle(answer.data.answers, answer.data.next_sequence);
    tell("ops");
    return decided;
  }
  if (answer.is === "large" || answer.is === "bad") return tooMuch(waiting, { count, answer });
  if (answer.is === "device") {
    await change((tx) => tx.set("needs_device", true));
    tell("ops");
    return "device";
  }
  if (answer.is === "revoked") {
    await wipe();
    return "revoked";
  }
  // On a line that breaks, a smaller piece gets through where a large one does not.
  batchSize = Math.max(5, Math.floor(batchSize / 2));
  return "away";
}

async function tooMuch(waiting, { count, answer }) {
  if (count > 1) {
    batchSize = Math.max(1, Math.floor(count / 2));
    return 1;
  }
  // One alone cannot be taken as it is: aside with it, so that the others can go on.
  await park(waiting[0].id, answer.is === "large" ? "too_large" : "unreadable");
  batchSize = BATCH_MAX;
  tell("ops");
  return 1;
}
