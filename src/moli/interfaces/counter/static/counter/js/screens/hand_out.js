/** Handing parcels out: found by code or tail, shown in large, asked for the tail, given. */

import { withCamera } from "../camera.js";
import { h, put } from "../dom.js";
import * as overlay from "../overlay.js";
import { normalCode, onScan } from "../scan.js";
import { dayWords, t } from "../words.js";
import { asked as agreed, box, draftOf, head, isSound, keepDraft, readTail, say, speaker, submits, tailFault, writeOn, workRoute } from "./desk.js";
import { forWhom, isOnShelf, matches, tailOf } from "./shelf.js";

const NONE = { refs: [], tail: "" };

/** The parcels to be handed out next. `said` is what they were found by: a tail is not asked twice. */
export function choose(found, said = "") {
  const isTail = said && found.every((one) => one.phone_tail === said);
  const chosen = { refs: found.map((one) => one.ref), tail: isTail ? said : "" };
  keepDraft("give", chosen);
  return chosen;
}

workRoute("PARCELS", "#/parcels/give", async (main) => {
  const { parcels } = await overlay.get();
  const { refs, tail } = await draftOf("give", NONE);
  const waiting = parcels.filter(isOnShelf);
  const chosen = waiting.filter((one) => refs.includes(one.ref));
  const state = { main, waiting, chosen, tail, spoken: speaker() };
  if (chosen.length) asking(state);
  else looking(state);
});

function looking(state) {
  const asked = box({ id: "find", label: t("give_find"), help: t("give_find_help"), enterkeyhint: "search", spellcheck: false });
  withCamera(asked.input, (code) => find(code, asked, state));
  const form = h(
    "form",
    { class: "card form", novalidate: true, onsubmit: (event) => (event.preventDefault(), find(asked.input.value, asked, state)) },
    asked.el,
    h("button", { class: "btn big full" }, t("give_look")),
  );
  page(state, form);
  onScan(form, (code) => find(code, asked, state));
  asked.input.focus();
}

function page({ main, spoken }, ...parts) {
  const back = { href: "#/parcels", words: t("parcels_back_to") };
  put(main, h("div", { class: "page read flow" }, head(t("give_title"), back), spoken, ...parts));
}

function find(text, asked, state) {
  const said = normalCode(text);
  const found = said ? matches(state.waiting, said) : [];
  if (!found.length) {
    asked.input.value = text;
    isSound([[asked, said ? t("parcels_none_such") : t("give_say_something")]]);
    return;
  }
  asking({ ...state, chosen: found, tail: choose(found, said).tail });
}

function asking(state) {
  const { chosen, tail } = state;
  const ticks = chosen.map((one) => large(one, chosen.length > 1));
  const asked = box({ id: "tail", label: t("give_tail"), help: t("give_tail_help"), inputmode: "numeric", enterkeyhint: "done", value: tail });
  const other = box({ id: "left-name", label: t("give_other_name"), maxlength: 40, enterkeyhint: "done" });
  const byOther = h("details", { class: "drawer" }, h("summary", {}, t("give_other")), h("div", {}, other.el));
  const form = h(
    "form",
    { class: "stack", novalidate: true, onsubmit: submits(() => give(state, { ticks, asked, other })) },
    ...ticks.map((one) => one.el),
    h("div", { class: "card form" }, tail ? h("p", { class: "strong" }, t("give_tail_known", { tail })) : asked.el),
    byOther,
    h("button", { class: "btn big full" }, t("give_given")),
    h(
      "div",
      { class: "row between" },
      h("button", { type: "button", class: "btn text", onclick: () => restart(state) }, t("give_others")),
      chosen.length === 1 && h("button", { type: "button", class: "btn text", onclick: () => giveBack(state) }, t("parcels_give_back")),
    ),
  );
  page(state, form);
  onScan(form, (code) => scanned(code, state));
  (tail ? form.querySelector(".btn.big") : asked.input).focus();
}

/** Another parcel scanned meanwhile: it is the next one, or one more of the same person. */
function scanned(code, state) {
  const [found] = matches(state.waiting, code);
  if (!found) return say(state.spoken, t("parcels_none_such"), "warn");
  if (state.chosen.includes(found)) return;
  const isSame = found.phone_tail && found.phone_tail === state.chosen[0].phone_tail;
  const chosen = isSame ? [...state.chosen, found] : [found];
  asking({ ...state, chosen, tail: choose(chosen, isSame ? state.tail : "").tail });
}

function large(one, isOfMany) {
  const tick = h("input", { type: "checkbox", "aria-label": t("give_tick", { code: tailOf(one.code) }) });
  tick.checked = true;
  const el = h(
    "div",
    { class: "card row nowrap parcel-large" },
    isOfMany && h("label", { class: "check" }, tick),
    h("span", { class: "shelf" }, one.shelf || "·"),
    h(
      "span",
      { class: "grow" },
      h("strong", { class: "whom" }, one.person || t("parcels_nobody")),
      h("p", {}, one.carrier, " ", h("span", { class: "num" }, one.code)),
      h("p", { class: "hint" }, t("give_since", { day: dayWords(one.came_on) })),
    ),
  );
  return { el, tick, one };
}

async function give(state, { ticks, asked, other }) {
  const going = ticks.filter(({ tick }) => tick.checked).map(({ one }) => one);
  const name = other.input.value.trim();
  if (!going.length) return say(state.spoken, t("give_none_ticked"), "warn");
  if (!isSound([[asked, tailWrong(going, readTail(asked.input.value), name)], [other, /\d{7}/.test(name) ? t("desk_number_in_name") : ""]])) return;
  for (const one of going) {
    if (!(await writeOn(state.spoken, "parcel_handed", one, name ? { left_name: name } : {}))) return;
  }
  await restart(state);
  say(state.spoken, t("give_done", { n: going.length, who: forWhom(going[0]) }));
}

/** What is wrong with the tail that was said; nobody need say one for a parcel that has none. */
function tailWrong(parcels, said, otherName) {
  const tails = parcels.map((one) => one.phone_tail).filter(Boolean);
  if (!tails.length || otherName || tails.every((tail) => tail === said)) return "";
  return tailFault(said) || (said ? t("give_tail_wrong") : t("give_tail_missing"));
}

async function giveBack(state) {
  const [one] = state.chosen;
  const sure = await agreed({
    title: t("parcels_back_title", { carrier: one.carrier || t("parcels_carrier") }),
    words: h("p", {}, t("parcels_back_words", { who: forWhom(one), code: one.code })),
    yes: t("parcels_back_yes"),
  });
  if (!sure || !(await writeOn(state.spoken, "parcel_given_back", one))) return;
  await restart(state);
  say(state.spoken, t("parcels_back_done", { code: tailOf(one.code) }));
}

async function restart(state) {
  choose([]);
  const { parcels } = await overlay.get();
  looking({ ...state, waiting: parcels.filter(isOnShelf) });
}

