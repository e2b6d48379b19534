/** Parcels as the counter speaks of them. Draws nothing. */

import { normalCode } from "../scan.js";
import { t } from "../words.js";
import { masked } from "./find.js";

const CODE = /^[0-9A-Z][0-9A-Z-]{3,39}$/;

/** Whether a parcel waits for whoever it came for. */
export const isOnShelf = (one) => one.state === "ON_SHELF";

/** Whether a parcel lies at the station, whichever way it goes. */
export const lies = (one) => isOnShelf(one) || one.state === "TO_COLLECT";

/** Whether a text can be a carrier's number. */
export const isCode = (text) => CODE.test(text);

/** The parcels that a text means: four digits are the end of a telephone number or of a code. */
export function matches(parcels, text) {
  const said = normalCode(text);
  if (!said) return parcels;
  const exact = parcels.filter((one) => one.code === said || one.phone_tail === said);
  return exact.length ? exact : parcels.filter((one) => one.code.endsWith(said) || one.person.startsWith(said));
}

/** For whom a parcel came, as far as the counter knows. */
export function forWhom(one) {
  const tail = one.phone_tail && t("parcels_tail", { tail: one.phone_tail });
  return [one.person && masked(one.person), tail].filter(Boolean).join(" ") || t("parcels_nobody");
}

/** The last signs of a code, as they are looked for on a label. */
export const tailOf = (code) => `…${code.slice(-4)}`;

