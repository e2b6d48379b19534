/**
 * The outbox: what is done at the counter goes in here first, and from here to the server.
 *
 *   add(kind, body, { baseVersion })  → the operation, on the disk when the promise resolves
 *   ops()                             → all that wait, are refused or were sent in the last week
 *   flush()                           → send now: "done", "away", "device", "revoked", "stuck"
 *   retry(op, { body, baseVersion })  → a refused one once more, as a new operation
 *   setAside(op)                      → a refused one is done with
 *   onChange(listener)                → called on every change; the answer takes it off again
 *   exportAll()                       → a file of what was not taken over by the server
 */

import { moment, nowMs } from "./clock.js";
import { saveFile } from "./export.js";
import { newId } from "./ids.js";
import { enqueue, enqueueAgain, OPEN, prune, putAside } from "./queue.js";
import { sendAll } from "./sending.js";
import { hear, tellOthers } from "./signal.js";
import * as snapshot from "./snapshot.js";
import { look, StoreFull } from "./store.js";

export { StoreFull };

const FIRST_WAIT_MS = 2000;
const LAST_WAIT_MS = 300000;
// What other devices of the station did is fetched on return to the page, not more often.
const STALE_MS = 120000;
const FETCH_TRIES = 8;
const FETCH_PAUSE_MS = 250;

const listeners = [];
let list = [];
let facts = { needs_device: false, device: null, person: null };
let state = "idle";
let fails = 0;
let timer = null;
let running = null;
let isOver = false;

/** All operations on this device, in the order in which they were done. */
export const ops = () => list;

/** What waits to be sent. */
export const waiting = () => list.filter((op) => op.state === "waiting");

/** What the server has not been told, whether it waits for a line or for whoever did it. */
export const untold = () => list.filter((op) => op.state === "waiting" || op.state === "absent");

/** What the server did not take, or cannot be sent yet, and the clerk may decide. */
export const open = () => list.filter((op) => OPEN.indexOf(op.state) >= 0);

/** "idle", "sending", "away" (no line), "stuck", and whether the device must register again. */
export const status = () => ({ state, needsDevice: facts.needs_device, device: facts.device });

/** Who is at the counter, by key; null when nobody has said. */
export const personKey = () => facts.person;

export function onChange(listener) {
  listeners.push(listener);
  return () => listeners.splice(listeners.indexOf(listener), 1);
}

const changed = () => listeners.slice().forEach((listener) => listener());

/** Read the queue from the disk. */
export async function loadOutbox() {
  await look(async (tx) => {
    const [all, device, needs, person] = await Promise.all([
      tx.ops(),
      tx.get("device"),
      tx.get("needs_device"),
      tx.get("person"),
    ]);
    list = all;
    facts = { device: device || null, needs_device: Boolean(needs), person: person || null };
  });
  changed();
}

function operation(kind, body, baseVersion) {
  if (!facts.person) throw new Error("NobodyAtTheCounter");
  return {
    id: newId(),
    kind,
    body,
    made_at: moment(nowMs()),
    by: facts.person,
    base_version: baseVersion === undefined ? null : baseVersion,
  };
}

/**
 * Write down that something was done. When the promise resolves it is on the disk and stays there
 * until the server has answered. Throws StoreFull when the device is full: nothing was written.
 */
export async function add(kind, body, { baseVersion } = {}) {
  const op = await enqueue(operation(kind, body, baseVersion));
  await afterAdding();
  return op;
}

async function afterAdding() {
  await loadOutbox();
  tellOthers("ops");
  askForSync();
  flushSoon(0);
}

/** Where a thing's operation was done again, its name is now that of the new one. */
function renamed(value) {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "string") return value;
  const old = list.find((op) => op.id === value && op.again_id);
  return old ? renamed(old.again_id) : value;
}

/**
 * Do a refused operation once more, as a new one: as it was, or with another body. Null when it
 * is no longer open.
 */
export async function retry(op, { body, baseVersion } = {}) {
  const said = Object.assign({}, body || op.body);
  Object.keys(said).forEach((name) => (said[name] = renamed(said[name])));
  const base = baseVersion === undefined ? op.base_version : baseVersion;
  const added = await enqueueAgain(operation(op.kind, said, base), op);
  await afterAdding();
  return added;
}

/** The clerk has seen that it was refused, and leaves it. */
export async function setAside(op) {
  const aside = await putAside(op.id);
  await loadOutbox();
  tellOthers("ops");
  return aside;
}

/** Send what waits, now. A second call while one is running waits for that one. */
export function flush() {
  if (!running) {
    running = flushOnce().then(
      (came) => {
        running = null;
        return came;
      },
      (error) => {
        running = null;
        throw error;
      },
    );
  }
  return running;
}

async function flushOnce() {
  clearTimeout(timer);
  if (isOver) return "revoked";
  const before = waiting().length;
  if (!before) return settleInto(isStale() ? await fetchData() : "done");
  state = "sending";
  changed();
  const came = await sendAll();
  if (came === "revoked") return came;
  await loadOutbox();
  if (came === "done") await fetchData();
  // Something may have been added while the last piece was on its way.
  if (came === "done" && waiting().length) flushSoon(100);
  return settleInto(came);
}

const isStale = () => state === "away" || Date.now() - snapshot.askedAt() > STALE_MS;

/** What was just sent, or another tab, holds the lock for a moment: the data is asked for again. */
async function fetchData() {
  if (!facts.device) return "done";
  let came = await snapshot.refresh();
  for (let tries = 0; came === "busy" && tries < FETCH_TRIES; tries += 1) {
    await new Promise((done) => setTimeout(done, FETCH_PAUSE_MS));
    came = await snapshot.refresh();
  }
  return came;
}

function settleInto(came) {
  state = came === "done" ? "idle" : came;
  fails = came === "done" ? 0 : fails + 1;
  changed();
  if (came !== "done" && came !== "device" && came !== "revoked") flushSoon(waitMs());
  return came;
}

/** 2 s, 4 s, … 5 min, each a quarter more or less, so that a village does not call at once. */
function waitMs() {
  const base = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * Math.pow(2, Math.max(0, fails - 1)));
  return base * (0.75 + Math.random() / 2);
}

function flushSoon(milliseconds) {
  clearTimeout(timer);
  if (isOver) return;
  // Whatever goes wrong here is tried again; what waits is on the disk.
  timer = setTimeout(() => flush().catch(() => settleInto("away")), milliseconds);
}

/** The browser sends for us after the page is closed, where it can. */
function askForSync() {
  const worker = navigator.serviceWorker;
  if (!worker || typeof SyncManager === "undefined") return;
  worker.ready.then((registration) => registration.sync.register("outbox")).catch(() => null);
}

/** Begin: read the queue, send what waits, and send again whenever a line may have come. */
export async function startOutbox() {
  await prune();
  await loadOutbox();
  const now = () => {
    fails = 0;
    flushSoon(0);
  };
  addEventListener("online", now);
  addEventListener("offline", changed);
  addEventListener("pageshow", now);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") now();
  });
  hear((word) => {
    if (word === "wiping") isOver = true;
    if (word === "ops" && !isOver) loadOutbox();
  });
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => null);
}

/** Save a file of all that the server has not taken over, for people and for programs. */
export function exportAll() {
  const kept = list.filter((op) => ["waiting", "absent", "refused", "conflict", "aside"].indexOf(op.state) >= 0);
  saveFile(kept, facts.device);
  return kept.length;
}
