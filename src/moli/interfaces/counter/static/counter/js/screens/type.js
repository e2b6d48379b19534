/** Large type, as on the pages: one cookie, so that both agree. */

const YEAR_SECONDS = 31536000;

export const isLarge = () => document.documentElement.classList.contains("large");

/** Show everything as it was chosen on this device, here or on the pages. */
export function startType() {
  show(/(?:^|; )type=large(?:;|$)/.test(document.cookie));
}

/** Show everything larger, or as usual, from now on. */
export function setLarge(large) {
  show(large);
  document.cookie = `type=${large ? "large" : "normal"};path=/;max-age=${YEAR_SECONDS};samesite=lax`;
}

const show = (large) => document.documentElement.classList.toggle("large", large);
