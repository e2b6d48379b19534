/** What surrounds the screens: the demo's line, the state of the line, the top bar, the tabs. */

import { h, icon, put } from "./dom.js";
import * as me from "./me.js";
import * as outbox from "./outbox.js";
import { isLarge, setLarge } from "./screens/type.js";
import { markTab, show } from "./router.js";
import * as snapshot from "./snapshot.js";
import { canKeepApp, hasNewVersion, onNewVersion, takeOver } from "./update.js";
import { language, speak, t } from "./words.js";

const TABS = [
  ["#/", "shop", "tab_desk"],
  ["#/weigh", "scale", "tab_weigh"],
  ["#/parcels", "box", "tab_parcels"],
  ["#/day", "yuan", "tab_day"],
  ["#/station", "user", "tab_station"],
];
const SVG = "http://www.w3.org/2000/svg";

/** The mark of the app, as on the pages. */
function mark() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", "#i-moli");
  svg.appendChild(use);
  return svg;
}

function tabs() {
  const tab = ([href, shape, key]) => h("li", {}, h("a", { href }, icon(shape), t(key)));
  return h("nav", { class: "nav", "aria-label": t("app_tabs") }, h("ul", {}, TABS.map(tab)));
}

async function otherLanguage() {
  await speak(language() === "en" ? "zh-hans" : "en");
  drawFrame();
  snapshot.refresh();
  show();
}

function tools() {
  const other = language() === "en" ? "zh-CN" : "en";
  const words = language() === "en" ? "中文" : "English";
  const person = me.person();
  const size = h("button", { type: "button", onclick: () => (setLarge(!isLarge()), drawFrame()) },
    icon("type"), h("span", {}, t(isLarge() ? "app_small" : "app_large")));
  return h(
    "div",
    { class: "tools" },
    size,
    h("button", { type: "button", class: "spare", lang: other, onclick: otherLanguage }, words),
    person ? h("a", { class: "wide-only", href: "#/people" }, icon("user"), person.name) : null,
  );
}

function brand() {
  const root = document.documentElement;
  const county = root.getAttribute(language() === "en" ? "data-county-en" : "data-county");
  return h("a", { class: "brand", href: "#/" }, mark(), h("span", {}, t("app_name"), h("small", {}, t("app_site", { county }))));
}

const net = h("div", { class: "net", role: "status", hidden: true });
const update = h("div", { class: "net info", role: "status", hidden: true });

/** Draw it all anew: at the start, and in another language. */
export function drawFrame() {
  const isDemo = document.documentElement.hasAttribute("data-demo");
  put(
    document.getElementById("top"),
    h("a", { class: "skip", href: "#main", onclick: toMain }, t("app_skip")),
    h(
      "header",
      { class: "top" },
      isDemo ? h("p", { class: "demo" }, t("app_demo")) : null,
      net,
      update,
      h("div", {}, brand(), outbox.status().device ? tabs() : null, tools()),
    ),
  );
  document.body.classList.toggle("tabbed", Boolean(outbox.status().device));
  markTab();
  drawLine();
  drawUpdate();
}

/** The address belongs to the screens: the skip link moves the focus and leaves it alone. */
function toMain(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

/** What is to be said of the line: `[kind, icon, words, rest]`; nothing when all is well. */
function lineSaid() {
  const { state, needsDevice, device } = outbox.status();
  const waiting = outbox.waiting().length;
  const refused = outbox.open().length;
  if (!device) return null;
  if (needsDevice) {
    const link = h("a", { href: "#/register" }, t("line_register"));
    return ["alert", "oct", t("line_register_again"), [link, queued(waiting)]];
  }
  if (navigator.onLine === false) return ["", "off", t(canKeepApp() ? "line_off" : "line_off_open"), [queued(waiting)]];
  if (state === "away" || state === "stuck") {
    return ["", "off", t(state === "away" ? "line_away" : "line_stuck"), [sendNow(waiting), queued(waiting)]];
  }
  if (waiting) return ["on", "up", t(state === "sending" ? "line_sending" : "line_waits"), [queued(waiting)]];
  if (refused) {
    const link = h("a", { href: "#/queue" }, t("line_refused_look"));
    const isAbsent = outbox.open().every((op) => op.state === "absent");
    return ["alert", "oct", t(isAbsent ? "line_absent" : "line_refused", { n: refused }), [link]];
  }
  if (!me.person()) {
    return ["alert", "user", t("line_nobody"), [h("a", { href: "#/people" }, t("line_choose"))]];
  }
  return null;
}

const queued = (n) => (n ? h("b", {}, t("line_queue", { n })) : null);

const sendNow = (n) => (n ? h("button", { type: "button", onclick: () => outbox.flush() }, t("line_send_now")) : null);

let lastSaid = "";

function drawLine() {
  const said = lineSaid();
  // The same words again would be read out again.
  const told = said ? JSON.stringify([said.slice(0, 3), outbox.waiting().length, language()]) : "";
  if (told === lastSaid) return;
  lastSaid = told;
  net.hidden = !said;
  if (!said) {
    put(net);
    return;
  }
  const [kind, shape, words, rest] = said;
  net.className = `net ${kind}`;
  put(net, icon(shape), h("span", {}, words), rest);
}

function drawUpdate() {
  update.hidden = !hasNewVersion();
  if (update.hidden) return;
  const take = h("button", { type: "button", onclick: takeOver }, t("line_take_over"));
  put(update, icon("info"), h("span", {}, t("line_new_version")), take);
}

let lastFrame = "";

/** Draw it anew only where somebody would see a difference: the focus may be in it. */
function followFrame() {
  const { device } = outbox.status();
  const person = me.person();
  const now = [device && device.key, person && person.name].join();
  if (now === lastFrame) return;
  lastFrame = now;
  drawFrame();
}

/** Begin: draw, and follow what happens. */
export function startFrame() {
  if (/(?:^|; )type=large/.test(document.cookie)) setLarge(true);
  followFrame();
  outbox.onChange(followFrame);
  outbox.onChange(drawLine);
  snapshot.onChange(followFrame);
  addEventListener("online", drawLine);
  addEventListener("offline", drawLine);
  onNewVersion(drawUpdate);
}

/** In place of everything: the device is empty, or this browser cannot hold the app. */
export function showInstead(title, ...words) {
  put(document.getElementById("top"));
  document.body.className = "";
  const h1 = h("h1", { tabindex: -1 }, title);
  put(document.getElementById("main"), h("div", { class: "page read flow" }, h1, words));
  h1.focus();
}
