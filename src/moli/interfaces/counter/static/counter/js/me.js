/** Who is at the counter, and what they may do there. */

import { dayOf } from "./clock.js";
import * as outbox from "./outbox.js";
import { takeReceiptNumber } from "./queue.js";
import * as snapshot from "./snapshot.js";

/** Somebody who has signed in on this device is at the counter now: `choose(key)`. */
export { choose } from "./device.js";

/** `{key, name, work}` of who is at the counter; null when nobody is. */
export function person() {
  const data = snapshot.get();
  const key = outbox.personKey();
  return (data && data.people.find((one) => one.key === key)) || null;
}

/** Whether who is at the counter may do some work: `may("WEIGH")`. */
export function may(work) {
  const mine = person();
  return Boolean(mine) && mine.work.indexOf(work) >= 0;
}

/**
 * A promise of the next receipt's number, taken: "2-20160912-0017". One receipt may stand for
 * several operations, so ask once and give it to all of them.
 */
export async function receiptNo() {
  const { device } = outbox.status();
  const number = await takeReceiptNumber();
  return `${device.number}-${dayOf().replace(/-/g, "")}-${String(number).padStart(4, "0")}`;
}
