/** For whom something is done: a household on the device, one by its number, or anybody else. */

import { h, put } from "../dom.js";
import { t } from "../words.js";
import { box, level, picks, readTail, tailFault } from "./desk.js";
import { findHouseholds, isCode } from "./find.js";

const MOST_SHOWN = 6;
export const NOBODY = { way: "household", find: "", household: "", household_code: "", person_name: "", phone_tail: "" };

/**
 * The part of a form that asks for whom. `said()` is what was chosen and typed, for the draft;
 * `faults()` what is wrong with it; `onchange` is told after every change.
 */
export function whom({ draft, households, onchange }) {
  const said = { ...NOBODY, ...draft };
  const part = { said, households, onchange, list: h("div", { class: "pick-list" }) };
  part.find = box({ id: "whom-find", label: t("whom_find"), help: t("whom_find_help"), value: said.find, type: "search" });
  part.code = box({ id: "whom-code", label: t("whom_code"), help: t("whom_code_help"), value: said.household_code, inputmode: "text" });
  part.person = box({ id: "whom-person", label: t("whom_person"), value: said.person_name, maxlength: 40 });
  part.tail = box({ id: "whom-tail", label: t("parcel_tail"), value: said.phone_tail, inputmode: "numeric" });
  const way = picks({ name: "whom-way", label: t("whom_title"), options: ways(), chosen: said.way, onpick: (to) => turn(part, to) });
  const el = h("div", { class: "form", oninput: () => typed(part) }, way.el, (part.place = h("div", { class: "form" })));
  turn(part, said.way);
  return { el, said: () => ({ ...part.said }), faults: () => faults(part) };
}

const ways = () => [
  ["household", t("whom_way_household")],
  ["code", t("whom_way_code")],
  ["person", t("whom_way_person")],
];

function turn(part, way) {
  part.said.way = way;
  const shown = { household: [part.find.el, part.list], code: [part.code.el], person: [part.person.el, part.tail.el] };
  put(part.place, ...shown[way]);
  drawList(part);
  part.onchange(part.said);
}

function typed(part) {
  const { said, find, code, person, tail } = part;
  const isNewSearch = said.find !== find.input.value;
  Object.assign(said, {
    find: find.input.value,
    household_code: code.input.value,
    person_name: person.input.value,
    phone_tail: tail.input.value,
  });
  if (isNewSearch) drawList(part);
  part.onchange(said);
}

function drawList(part) {
  // For whom nothing may be done stands last.
  const found = [...findHouseholds(part.households, part.said.find)].sort((a, b) => b.may_act - a.may_act);
  const shown = found.slice(0, MOST_SHOWN);
  const chosen = part.households.find((one) => one.uid === part.said.household);
  if (chosen && !shown.includes(chosen)) shown.unshift(chosen);
  const more = found.length > MOST_SHOWN && h("p", { class: "hint" }, t("whom_more", { n: found.length - MOST_SHOWN }));
  const none = !found.length && h("p", { class: "hint" }, t("whom_none"));
  put(part.list, ...shown.map((one) => pick(one, part)), more, none);
}

function pick(one, part) {
  const choose = () => {
    part.said.household = one.uid;
    part.find.fail("");
    part.onchange(part.said);
  };
  const radio = h("input", { type: "radio", name: "whom-household", value: one.uid, onchange: choose });
  radio.checked = part.said.household === one.uid;
  radio.disabled = !one.may_act;
  const tail = one.phone_tail && t("parcels_tail", { tail: one.phone_tail });
  const place = [one.village, one.group, tail].filter(Boolean).join(" ");
  const refused = !one.may_act && h("span", { class: "hint block" }, t("whom_no_consent"));
  return h("label", { class: "choice" }, radio, h("span", { class: "grow" }, h("strong", {}, one.head), " ", h("span", { class: "hint" }, place), refused));
}

function faults({ said, find, code, person, tail, households }) {
  if (said.way === "household") {
    const one = households.find(({ uid }) => uid === said.household);
    return [[find, one?.may_act ? "" : t("whom_choose")]];
  }
  if (said.way === "code") return [[code, isCode(said.household_code) ? "" : t("whom_code_bad")]];
  const name = said.person_name.trim();
  return [
    [person, !name ? t("whom_name_missing") : /\d{7}/.test(name) ? t("desk_number_in_name") : ""],
    [tail, tailFault(readTail(said.phone_tail))],
  ];
}

/** What an operation says of it. */
export function whoOf(said) {
  if (said.way === "household") return { household: said.household };
  if (said.way === "code") return { household_code: level(said.household_code) };
  return { person_name: said.person_name.trim(), phone_tail: readTail(said.phone_tail) };
}

/** How it is read back and printed. */
export function whoWords(said, households) {
  if (said.way === "code") return t("whom_code_tail", { tail: level(said.household_code).slice(-4) });
  if (said.way === "person") {
    const tail = readTail(said.phone_tail);
    return [said.person_name.trim(), tail && t("parcels_tail", { tail })].filter(Boolean).join(" ");
  }
  const one = households.find(({ uid }) => uid === said.household);
  return one ? [one.head, one.village, one.group].filter(Boolean).join(" ") : "";
}
