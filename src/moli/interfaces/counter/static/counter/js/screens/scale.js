/**
 * Weights as hands and scales give them, and what they cost, in whole grams and fen. Nothing here
 * is ever a fraction, and nothing knows of the page.
 */

export const GRAMS_PER = { jin: 500, kg: 1000 };
// Longer than any honest weight.
const LONGEST = 12;

/**
 * What somebody typed as grams: `{grams}`, or `{fault}` ("none", "unreadable", "too_fine").
 * Reads half and full width, and the full stop that a Chinese keyboard gives for a point.
 */
export function readWeight(text, unit) {
  const said = level(text);
  if (!said) return { fault: "none" };
  const parts = /^(\d*)(?:\.(\d*))?$/.exec(said);
  if (said.length > LONGEST || !parts || !/\d/.test(said)) return { fault: "unreadable" };
  const decimals = (parts[2] || "").replace(/0+$/, "");
  const thousandths = Number(parts[1] || "0") * 1000 + Number(decimals.slice(0, 3).padEnd(3, "0"));
  const grams = (thousandths * GRAMS_PER[unit]) / 1000;
  if (decimals.length > 3 || !Number.isInteger(grams)) return { fault: "too_fine" };
  return { grams };
}

function level(text) {
  return String(text === undefined || text === null ? "" : text)
    .replace(/[０-９．，]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/。/g, ".")
    .replace(/[\s,]/g, "");
}

/** Grams as a box or a scale shows them: "47.2", at least `least` decimals, never rounded. */
export function weightText(grams, unit, least = 1) {
  const thousandths = (Math.abs(grams) * 1000) / GRAMS_PER[unit];
  const whole = Math.floor(thousandths / 1000);
  const decimals = String(thousandths % 1000).padStart(3, "0").replace(/0+$/, "").padEnd(least, "0");
  return (grams < 0 ? "-" : "") + whole + (decimals ? `.${decimals}` : "");
}

/** What a weight costs, to the nearest fen; half a fen goes up, as the books reckon it. */
export function totalFen(grams, fenPerKg) {
  return Number((2n * BigInt(grams) * BigInt(fenPerKg) + 1000n) / 2000n);
}

/**
 * What is wrong with a weighing before it is written down: the name of a sentence, or "".
 * `mostGrams` is the law's, `leftGrams` a quota's; from `strangeGrams` on it is asked again.
 */
export function faultOf({ gross, tare }, { mostGrams, strangeGrams, leftGrams = null }) {
  const net = gross - tare;
  if (net <= 0) return "weigh_net_none";
  if (net > mostGrams) return "weigh_net_most";
  if (leftGrams !== null && net > leftGrams) return "weigh_quota_over";
  return net > strangeGrams ? "weigh_net_strange" : "";
}

/** One key of the keypad: what the box holds after it. A point comes once, decimals at most three. */
export function pressed(text, key) {
  if (key === "clear") return "";
  if (key === "back") return text.slice(0, -1);
  if (key === ".") return text.includes(".") ? text : `${text || "0"}.`;
  const next = text === "0" ? key : text + key;
  return next.length > LONGEST || /\.\d{4}/.test(next) ? text : next;
}

const PER_UNIT = { kg: 1000n, g: 1n, jin: 500n, "斤": 500n };

/**
 * One line off a scale's cable: `{grams, isSteady}`, or null where it does not say its unit or
 * is no whole gram. Lines look like "ST,GS,+  23.605kg" or "wn00023.60kg".
 */
export function readScaleLine(line) {
  const found = /([-+]?)\s*(\d{1,7})(?:\.(\d{1,4}))?\s*(kg|g|jin|斤)(?![a-z])/i.exec(line);
  if (!found) return null;
  const [, sign, whole, decimals = "", unit] = found;
  const ten = 10n ** BigInt(decimals.length);
  const fine = BigInt(whole + decimals) * PER_UNIT[unit.toLowerCase()];
  if (fine % ten) return null;
  const grams = Number(fine / ten) * (sign === "-" ? -1 : 1);
  return { grams, isSteady: !/^\s*US\b/i.test(line) };
}
