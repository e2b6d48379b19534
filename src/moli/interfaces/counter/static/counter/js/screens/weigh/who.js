/** Step one: whose goods these are. */

import { h, icon, put } from "../../dom.js";
import { holdKeys, onScan } from "../../scan.js";
import { t } from "../../words.js";
import { codeOf, findHouseholds, isCode, masked } from "../find.js";
import { placeOf } from "./desk.js";

const SHOWN = 12;

/** A box to search in, and those that it means. `next` is called when one has been chosen. */
export function whoStep(desk, next) {
  const list = h("div", { id: "who-found", "aria-live": "polite" });
  const fault = h("p", { class: "err", id: "who-fault", role: "alert", hidden: true });
  const box = h("input", {
    class: "in",
    id: "who",
    type: "search",
    autocomplete: "off",
    enterkeyhint: "search",
    "aria-describedby": "who-help who-fault",
    value: desk.draft.search,
    oninput: () => typed(),
    onkeydown: (event) => event.key === "Enter" && (event.preventDefault(), entered(box.value)),
  });
  const found = () => findHouseholds(desk.data.households, box.value, desk.used.who);
  const choose = async (who) => {
    await holdKeys(() => desk.chooseWho(who));
    next();
  };

  function typed() {
    fault.hidden = true;
    desk.set({ search: box.value });
    put(list, ...rows(found(), box.value, choose));
  }

  function entered(text) {
    const all = found();
    if (text.trim() && all.length === 1) return choose(household(all[0]));
    if (isCode(text)) return choose({ household_code: codeOf(text) });
    put(fault, icon("oct"), t(all.length && text.trim() ? "weigh_who_many" : "weigh_who_none"));
    fault.hidden = false;
    return box.focus();
  }

  const field = h(
    "div",
    { class: "field" },
    h("label", { for: "who" }, t("weigh_who_label")),
    h("span", { class: "help", id: "who-help" }, t("weigh_who_help")),
    box,
    fault,
  );
  const section = h("section", { class: "stack" }, field, list);
  put(list, ...rows(found(), box.value, choose));
  onScan(section, (code) => {
    box.value = code;
    typed();
    entered(code);
  });
  return { section, focus: box };
}

const household = (row) => ({ household: row.uid, head: masked(row.head), place: placeOf(row) });

function rows(all, text, choose) {
  const code = codeOf(text);
  const shown = all.slice(0, SHOWN);
  return [
    isCode(code) && !all.length ? codeButton(code, choose) : null,
    shown.length ? h("ul", { class: "list card" }, ...shown.map((row) => line(row, choose))) : null,
    all.length > SHOWN ? h("p", { class: "hint" }, t("weigh_who_more", { n: all.length - SHOWN })) : null,
    !all.length && !isCode(code) ? h("p", { class: "empty" }, t("weigh_who_unknown")) : null,
  ].filter(Boolean);
}

function codeButton(code, choose) {
  const press = () => choose({ household_code: code });
  return h("button", { type: "button", class: "btn big full", onclick: press }, t("weigh_who_code", { code }));
}

const fact = (words) => [h("span", { class: "nb fact" }, words), " "];

function line(row, choose) {
  const facts = [placeOf(row), t("weigh_people", { n: row.people }), row.phone_tail && t("weigh_tail", { tail: row.phone_tail })];
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "pick", onclick: () => choose(household(row)) },
      h("span", { class: "dot" }, icon("user")),
      h("span", { class: "grow" }, h("strong", {}, masked(row.head)), h("span", { class: "hint" }, facts.filter(Boolean).map(fact))),
      icon("go"),
    ),
  );
}
