/** Screens by the part of the address behind "#": the back button works, and nothing is asked. */

import { h, put } from "./dom.js";
import { holdKeys } from "./scan.js";
import { t } from "./words.js";

const routes = [];
let leave = null;
let shown = 0;
let guard = () => null;

/**
 * Show a screen at an address: `route("#/parcels/:ref", async (main, params) => …)`.
 *
 * `main` is empty when the screen is called, and its alone: one that is drawn late, after the
 * clerk has gone on, draws where nobody looks. What the screen returns, if it is a function, is
 * called when the screen is left. The `h1` gets the focus and names the tab of the browser. Keys
 * typed before the screen is there go to the box that it gives the focus to.
 */
export function route(pattern, screen) {
  const names = [];
  const shape = pattern.replace(/:(\w+)/g, (_, name) => {
    names.push(name);
    return "([^/]+)";
  });
  routes.push({ match: new RegExp(`^${shape}$`), names, screen });
}

const here = () => location.hash || "#/";

/** Go to another screen; the same one is shown anew. */
export function go(hash) {
  // At once, not when the browser gets round to telling: keys may come before that.
  if (here() !== hash) history.pushState(null, "", hash);
  return show();
}

/** Go to a screen in place of this one: the back button passes it by. */
export function goInstead(hash) {
  history.replaceState(null, "", hash);
  return show();
}

function found() {
  const path = here().split("?")[0];
  for (const { match, names, screen } of routes) {
    const parts = match.exec(path);
    if (!parts) continue;
    const params = {};
    names.forEach((name, place) => (params[name] = decodeURIComponent(parts[place + 1])));
    return { screen, params };
  }
  return null;
}

/** Show the screen of the address. */
export function show() {
  const next = found();
  const instead = next ? guard(here()) : "#/";
  return instead ? goInstead(instead) : holdKeys(() => draw(next));
}

async function draw(next) {
  const mine = (shown += 1);
  if (leave) leave();
  leave = null;
  const main = h("div", {});
  put(document.getElementById("main"), main);
  markTab();
  const left = await next.screen(main, next.params);
  if (mine !== shown) {
    // The clerk was quicker than the screen.
    if (typeof left === "function") left();
    return;
  }
  leave = typeof left === "function" ? left : null;
  name(main);
}

function name(main) {
  const h1 = main.querySelector("h1");
  if (!h1) return;
  document.title = `${h1.textContent} · ${t("app_name")}`;
  h1.tabIndex = -1;
  if (main.contains(document.activeElement)) return;
  h1.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** The tab whose address this one begins with is the one where we are. */
export function markTab() {
  const path = here();
  document.querySelectorAll(".nav a").forEach((link) => {
    const to = link.getAttribute("href");
    const isHere = to === "#/" ? path === "#/" : path === to || path.indexOf(`${to}/`) === 0;
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

/** A link to a screen is followed as `go` does; with a key held it is the browser's. */
function followed(event) {
  const link = event.target.closest('a[href^="#/"]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute("href"));
}

/**
 * Begin: show the screen of the address, and follow it. `guarded` answers for an address where to
 * go instead, or nothing.
 */
export function startRouter(guarded) {
  guard = guarded;
  addEventListener("hashchange", show);
  document.addEventListener("click", followed);
  return show();
}
