/** What the app says, in the language chosen on this device; the sentences come from the server. */

export const LANGUAGES = ["zh-hans", "en"];
const KEPT = "moli-language";
const YEAR_SECONDS = 31536000;
const GRAMS_PER_JIN = 500;
const GRAMS_PER_KG = 1000;

let sentences = {};
let spoken = LANGUAGES[0];

function chosen() {
  let kept = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch (_) {
    // Forbidden by the browser's settings: Chinese, then.
  }
  const cookie = /(?:^|; )language=([\w-]+)/.exec(document.cookie);
  const asked = kept || (cookie && cookie[1]);
  return LANGUAGES.indexOf(asked) < 0 ? LANGUAGES[0] : asked;
}

/** The language that is spoken: "zh-hans" or "en". */
export const language = () => spoken;

/** Fetch the sentences of the chosen language: from the cache, so also without a network. */
export async function loadWords() {
  spoken = chosen();
  const answer = await fetch(`/counter/words/${spoken}.json`);
  sentences = await answer.json();
  document.documentElement.lang = spoken === "en" ? "en" : "zh-CN";
}

/** Speak another language from now on, here and in what the server answers. */
export async function speak(other) {
  try {
    localStorage.setItem(KEPT, other);
  } catch (_) {
    // Then it is spoken until the page is left.
  }
  document.cookie = `language=${other};path=/;max-age=${YEAR_SECONDS};samesite=lax`;
  await loadWords();
}

/**
 * The sentence of a key with its values: `t("queue_waiting", { n: 3 })`. Where it has a form for
 * one and one for many, `n` chooses.
 */
export function t(key, params = {}) {
  const said = sentences[key];
  if (said === undefined) throw new Error(`no words for ${key}`);
  const one = Array.isArray(said) ? said[Number(params.n) === 1 ? 0 : 1] : said;
  return one.replace(/%\((\w+)\)[sd]/g, (_, name) => {
    if (params[name] === undefined) throw new Error(`${key} needs ${name}`);
    return String(params[name]);
  });
}

function grouped(whole) {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Units of ten to the minus `places`, with commas, and at least `least` decimals. */
function decimal(units, places, least) {
  const size = Math.abs(units);
  const step = Math.pow(10, places);
  const digits = String(size % step).padStart(places, "0");
  const kept = Math.max(least, digits.replace(/0+$/, "").length);
  const sign = units < 0 ? "-" : "";
  return sign + grouped(Math.floor(size / step)) + (kept ? `.${digits.slice(0, kept)}` : "");
}

/** A sum: "153.60 元", in English "¥153.60". */
export function money(fen) {
  const text = decimal(fen, 2, 2);
  if (spoken !== "en") return `${text} 元`;
  return text[0] === "-" ? `-¥${text.slice(1)}` : `¥${text}`;
}

/** A weight, exact: "94.4 斤", in English "47.2 kg". */
export function jin(grams) {
  if (spoken === "en") return `${decimal(grams, 3, 0)} kg`;
  return `${decimal(grams * (GRAMS_PER_KG / GRAMS_PER_JIN), 3, 0)} 斤`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day, without its year: "9 月 12 日", in English "12 Sep". Takes a day or a moment in ISO. */
export function dayWords(iso) {
  const [month, day] = [Number(iso.slice(5, 7)), Number(iso.slice(8, 10))];
  return spoken === "en" ? `${day} ${MONTHS[month - 1]}` : `${month} 月 ${day} 日`;
}

/** The time of day of a moment in ISO with the offset of China: "10:21". */
export const timeWords = (iso) => iso.slice(11, 16);
