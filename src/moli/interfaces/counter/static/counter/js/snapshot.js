/** What the server last told this station, kept on the device (docs/counter.md says its shape). */

import { setAhead } from "./clock.js";
import { alone, ask } from "./sending.js";
import { hear, tell } from "./signal.js";
import { change, look } from "./store.js";
import { wipe } from "./wiping.js";

const listeners = [];
let kept = null;

/** The snapshot; null until the device is registered. */
export const get = () => kept && kept.data;

/** When it was asked for (ms of this device's clock): what was settled later is not in it. */
export const askedAt = () => (kept ? kept.asked_at : 0);

/** Call `listener` when the snapshot has changed; the answer takes it off again. */
export function onChange(listener) {
  listeners.push(listener);
  return () => listeners.splice(listeners.indexOf(listener), 1);
}

/** Read it from the disk, at the start and when another tab has fetched it. */
export async function loadSnapshot() {
  kept = (await look((tx) => tx.get("snapshot"))) || null;
  if (kept) setAhead(kept.ahead_ms);
  listeners.slice().forEach((listener) => listener());
}

/** Keep a snapshot that has come, and what it says of the server's clock. */
export async function keepSnapshot(data, asked) {
  const now = Date.now();
  // Half the way there and back has passed since the server looked at its clock.
  const ahead = Math.round(Date.parse(data.now) + (now - asked) / 2 - now);
  await change((tx) => tx.set("snapshot", { data, asked_at: asked, ahead_ms: ahead }));
  await loadSnapshot();
  tell("data");
}

/**
 * Fetch it anew. "done", or why not: "away", "device", "revoked", "busy". Never while something
 * is being sent: what was settled before it was asked for is in it.
 */
export async function refresh() {
  return (await alone(fetchOnce)) || "busy";
}

async function fetchOnce() {
  const asked = Date.now();
  const answer = await ask("/counter/data/");
  if (answer.is === "answer" && answer.data && answer.data.station) {
    await keepSnapshot(answer.data, asked);
    return "done";
  }
  if (answer.is === "device") {
    await change((tx) => tx.set("needs_device", true));
    tell("ops");
  }
  if (answer.is === "revoked") await wipe();
  return answer.is === "answer" ? "away" : answer.is;
}

hear((word) => {
  if (word === "data") loadSnapshot();
});
