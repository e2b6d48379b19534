/** Looking a household up among those that the device knows. Nothing here knows of the page. */

// What the registry gives: a number of many signs, typed or read off a card by a scanner.
const CODE = /^[0-9A-Za-z-]{6,30}$/;

/**
 * The households that a text means: the beginning of the head's name, a group ("3", "3组"), a
 * village, or the last digits of a telephone. Without a text those last seen come first.
 */
export function findHouseholds(households, text, lastSeen = []) {
  const said = text.trim().replace(/\s+/g, "");
  if (!said) return byLastSeen(households, lastSeen);
  const found = households.filter((one) => isMeant(one, said));
  return byLastSeen(found, lastSeen);
}

function isMeant(one, said) {
  if (/^\d{3,4}$/.test(said)) return one.phone_tail.endsWith(said);
  if (/^第?(\d{1,2}|[一二三四五六七八九十]{1,3})组?$/.test(said)) return digits(one.group) === digits(said);
  return [one.head, one.village + one.group, one.group].some((words) => words.startsWith(said));
}

// 第一组 and 第13组 are both written; those who look for them type 1组, 一组 or 1.
const TEN = "一二三四五六七八九";

function digits(words) {
  const found = /\d+|[一二三四五六七八九十]+/.exec(words);
  if (!found || /\d/.test(found[0])) return found ? found[0] : "";
  const [tens, ones] = found[0].includes("十") ? found[0].split("十") : ["", found[0]];
  const high = found[0].includes("十") ? (tens ? TEN.indexOf(tens) + 1 : 1) * 10 : 0;
  return String(high + (ones ? TEN.indexOf(ones) + 1 : 0));
}

function byLastSeen(households, lastSeen) {
  const place = new Map(lastSeen.map((uid, at) => [uid, at]));
  const at = (one) => (place.has(one.uid) ? place.get(one.uid) : lastSeen.length);
  return households
    .map((one, was) => ({ one, was }))
    .sort((a, b) => at(a.one) - at(b.one) || a.was - b.was)
    .map(({ one }) => one);
}

/** Whether a text can be a household's number in the national system. */
export function isCode(text) {
  return CODE.test(codeOf(text));
}

/** A number as it is sent: half-width, without blanks. */
export const codeOf = (text) => text.normalize("NFKC").replace(/\s/g, "");

/** A name as lists show it: 韦*生. What came masked stays as it is. */
export function masked(name) {
  const signs = [...name];
  if (signs.length <= 2) return signs.length < 2 ? "*" : `${signs[0]}*`;
  return signs[0] + "*".repeat(signs.length - 2) + signs[signs.length - 1];
}

/** The last four signs of a number, for a list or a slip. */
export function tailOf(code) {
  return `…${code.slice(-4)}`;
}

/** The value moved to the front of a short list of what was used last. */
export function usedNow(used, value, most = 8) {
  return [value, ...used.filter((one) => one !== value)].slice(0, most);
}
