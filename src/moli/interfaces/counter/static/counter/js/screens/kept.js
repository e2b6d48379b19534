/** What a screen keeps on the device: drafts that survive a reload, what was used last. */

import { change, look } from "../store.js";

const nameOf = (name) => `screen:${name}`;

/** What was kept under a name, or undefined. */
export const kept = (name) => look((tx) => tx.get(nameOf(name)));

/**
 * Keep a value. Where the device is full the draft is not kept, and everything is still on the
 * screen: an operation that has no room says so itself.
 */
export async function keep(name, value) {
  try {
    await change((tx) => tx.set(nameOf(name), value));
  } catch (error) {
    if (error.name !== "StoreFull") throw error;
  }
}
