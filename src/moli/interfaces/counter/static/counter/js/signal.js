/** What pages of this device and their worker tell each other: that something has changed. */

const CHANNEL = "moli-counter";
const listeners = [];
// Old browsers have none; their pages then hear of themselves alone, which is one tab at a counter.
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

if (channel) channel.onmessage = ({ data }) => listeners.forEach((listener) => listener(data));

/** Call `listener` with each word that is told, here or in another tab: "ops", "data", "wiped". */
export function hear(listener) {
  listeners.push(listener);
}

/** Tell the other tabs, and the page where this is the worker. */
export function tellOthers(word) {
  if (channel) channel.postMessage(word);
}

/** Tell all tabs, this one included. */
export function tell(word) {
  listeners.forEach((listener) => listener(word));
  tellOthers(word);
}
