/** The moment and the day, as the server's clock has them; a station's days are those of China. */

const CHINA_MS = 8 * 3600000;
let ahead = 0;

/** So many milliseconds is the server ahead of this device. */
export function setAhead(milliseconds) {
  ahead = milliseconds;
}

/** The server's moment now, as far as is known. */
export const nowMs = () => Date.now() + ahead;

const inChina = (ms) => new Date(ms + CHINA_MS).toISOString();

/** A moment as ISO with offset: "2016-09-12T10:21:05.000+08:00". */
export const moment = (ms = nowMs()) => inChina(ms).replace("Z", "+08:00");

/** The day of a moment: "2016-09-12". */
export const dayOf = (ms = nowMs()) => inChina(ms).slice(0, 10);
