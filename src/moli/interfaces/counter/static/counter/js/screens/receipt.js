/**
 * A receipt, on screen and on 58 mm paper, with or without a network.
 *
 *     showReceipt({
 *       title: t("…"), receipt_no: "…", at: op.made_at, who: "韦*生 瑶埠村",
 *       big: [label, value],            // the one number in large
 *       facts: [[label, value], …],
 *       rows: [[words, amount, sum], …],  // what, how much, for how much; sum may be ""
 *       refs: [op.id, …],               // for "waiting": whether all of them have been sent
 *       undo: t("…"),                   // how it can be undone
 *       again: "#/buy",                 // where the next one is done
 *     })
 *
 * The data is kept on the device until the next receipt, so a reload shows it again.
 */

import { h, icon, put } from "../dom.js";
import * as me from "../me.js";
import * as outbox from "../outbox.js";
import * as overlay from "../overlay.js";
import { go, route } from "../router.js";
import { t } from "../words.js";
import { kept, keep } from "./kept.js";
import { momentWords } from "./lines.js";
import { stateOf } from "./ops.js";

const ADDRESS = "#/receipt";
const MM_PER_INCH = 25.4;
const PX_PER_INCH = 96;
// The margins, and the line that says that it is a demo.
const ROOM_MM = 16;

/** Keep what the receipt says and show it. */
export async function showReceipt(data) {
  const person = me.person();
  await keep("receipt", { by: person ? person.name : "", ...data });
  go(ADDRESS);
}

route(ADDRESS, async (main) => {
  const data = await kept("receipt");
  if (!data) return put(main, nothing());
  const state = h("div", { role: "status" });
  const slip = paper(data, state, overlay.get().station);
  const mark = () => put(state, stateMark(outbox.ops(), data.refs));
  mark();
  put(main, h("div", { class: "page read flow" }, buttons(data), slip));
  const offs = [outbox.onChange(mark), printedAs(slip)];
  return () => offs.forEach((off) => off());
});

function nothing() {
  const home = h("a", { class: "btn", href: "#/" }, t("receipt_home"));
  return h("div", { class: "page read" }, h("h1", {}, t("receipt_title")), h("div", { class: "empty" }, h("p", {}, t("receipt_none")), home));
}

function buttons(data) {
  return h(
    "div",
    { class: "no-print stack" },
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "btn big", onclick: () => window.print() }, icon("print"), t("receipt_print")),
      h("a", { class: "btn big alt", href: data.again || "#/" }, icon("plus"), t("receipt_again")),
      h("a", { class: "btn text", href: "#/" }, t("receipt_home")),
    ),
  );
}

function paper(data, state, station) {
  const [bigLabel, bigValue] = data.big;
  return h(
    "article",
    { class: "card ticket" },
    h("p", { class: "ticket-station" }, station.name),
    h("h1", {}, data.title),
    state,
    h("p", { class: "ticket-net" }, h("span", {}, bigLabel), h("strong", {}, bigValue)),
    rowsTable(data.rows || []),
    h("dl", { class: "pairs" }, ...factsOf(data).flatMap(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])),
    h("div", { class: "ticket-end" }, h("p", {}, data.undo), h("p", {}, complain(station))),
  );
}

function rowsTable(rows) {
  if (!rows.length) return null;
  const line = ([what, amount, sum]) => h("tr", {}, h("td", {}, what), h("td", { class: "n" }, amount), h("td", { class: "n" }, sum));
  return h("table", { class: "tbl keep ticket-rows" }, h("tbody", {}, ...rows.map(line)));
}

function factsOf(data) {
  return [
    [t("receipt_number"), data.receipt_no],
    [t("receipt_who"), data.who],
    ...(data.facts || []),
    [t("receipt_at"), momentWords(data.at)],
    ...(data.by ? [[t("receipt_by"), data.by]] : []),
  ];
}

function complain(station) {
  return station.phone ? t("receipt_complain_phone", { phone: station.phone }) : t("receipt_complain");
}

function stateMark(ops, refs) {
  const mine = ops.filter((op) => refs.includes(op.id)).map(stateOf);
  const kind = mine.includes("back") ? "back" : mine.includes("waits") ? "waits" : "sent";
  const looks = { back: ["alert", "oct"], waits: ["warn", "tri"], sent: ["ok", "ok"] };
  const [look, shape] = looks[kind];
  return h("p", { class: `ticket-state badge ${look}` }, icon(shape), t(`receipt_${kind}`));
}

/**
 * While it is shown, the page prints as a slip, on paper as long as the slip: printers cut at the
 * page's end. Answers how to end that.
 */
function printedAs(slip) {
  const root = document.documentElement;
  const fit = () => {
    const strip = slip.cloneNode(true);
    strip.classList.add("ticket-strip");
    document.body.append(strip);
    const long = Math.ceil((strip.offsetHeight * MM_PER_INCH) / PX_PER_INCH) + ROOM_MM;
    strip.remove();
    setPaper(`@page slip{size:58mm ${long}mm;margin:2mm}`);
  };
  root.classList.add("prints-slip");
  addEventListener("beforeprint", fit);
  return () => {
    root.classList.remove("prints-slip");
    removeEventListener("beforeprint", fit);
    setPaper("");
  };
}

// Where a browser cannot take a sheet from a script, paper is as long as moli.css says.
function setPaper(rule) {
  if (!document.adoptedStyleSheets) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rule);
  document.adoptedStyleSheets = rule ? [sheet] : [];
}
