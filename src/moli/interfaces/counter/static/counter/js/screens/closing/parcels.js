/** Ticking the parcels that lie there, by hand or with the scanner. */

import { h, icon, put } from "../../dom.js";
import { onScan } from "../../scan.js";
import { t } from "../../words.js";
import { say, speaker } from "../desk.js";
import { forWhom, lies, matches, tailOf } from "../shelf.js";

/**
 * The part that ticks. `there` is the list of refs found so far; `onchange(there)` is told every
 * change. `draw(parcels)` shows those of the latest data and leaves the ticks as they are.
 */
export function parcelsDesk({ there, onchange }) {
  const desk = { there: new Set(there || []), isTouched: Boolean(there), onchange, parcels: [] };
  desk.list = h("ul", { class: "list ticks" });
  desk.count = h("p", { class: "strong", role: "status" });
  desk.fault = h("p", { class: "err", role: "alert" });
  desk.spoken = speaker();
  desk.all = h("button", { type: "button", class: "btn alt", onclick: () => tickAll(desk) }, t("close_all_there"));
  const el = h("section", { class: "card" }, h("h2", {}, t("close_parcels")), h("div", { class: "row between" }, desk.count, desk.all), (desk.help = h("p", { class: "hint" }, t("close_scan"))), desk.spoken, desk.list, desk.fault);
  onScan(el, (code) => scanned(desk, code));
  const one = { input: desk.all, fail: (words) => put(desk.fault, words && [icon("oct"), h("span", {}, words)]) };
  return { el, one, draw: (parcels) => draw(desk, parcels), missing: () => missingOf(desk), isTouched: () => desk.isTouched };
}

const missingOf = ({ parcels, there }) => parcels.filter((one) => !there.has(one.ref));

function draw(desk, parcels) {
  desk.parcels = [...parcels.filter(lies)].sort((a, b) => a.shelf.localeCompare(b.shelf) || a.code.localeCompare(b.code));
  desk.all.hidden = !desk.parcels.length;
  desk.help.hidden = desk.all.hidden;
  put(desk.list, ...desk.parcels.map((one) => tickOf(one, desk)));
  tell(desk);
}

function tell({ parcels, there, count }) {
  const found = parcels.filter((one) => there.has(one.ref)).length;
  put(count, t("close_found", { n: found, all: parcels.length }));
}

function tickOf(one, desk) {
  const id = `there-${one.ref}`;
  const tick = h("input", { type: "checkbox", id, onchange: () => set(desk, one, tick.checked) });
  tick.checked = desk.there.has(one.ref);
  const words = [one.carrier, tailOf(one.code), one.direction === "OUT" ? t("close_to_send") : ""].filter(Boolean).join(" ");
  return h("li", {}, h("label", { class: "check", for: id }, tick, h("span", { class: "shelf small" }, one.direction === "OUT" ? icon("up") : one.shelf || "·"), h("span", { class: "grow" }, h("strong", {}, forWhom(one)), h("span", { class: "hint block" }, words))));
}

function set(desk, one, isThere) {
  if (isThere) desk.there.add(one.ref);
  else desk.there.delete(one.ref);
  touched(desk);
}

function touched(desk) {
  desk.isTouched = true;
  put(desk.fault);
  tell(desk);
  desk.onchange([...desk.there]);
}

function tickAll(desk) {
  desk.parcels.forEach((one) => desk.there.add(one.ref));
  draw(desk, desk.parcels);
  touched(desk);
}

function scanned(desk, code) {
  const [found] = matches(desk.parcels, code);
  if (!found) return say(desk.spoken, t("close_not_listed", { code: tailOf(code) }), "warn");
  desk.there.add(found.ref);
  draw(desk, desk.parcels);
  touched(desk);
  return say(desk.spoken, t("close_ticked", { code: tailOf(code) }));
}
