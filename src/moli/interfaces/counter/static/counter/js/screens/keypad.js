/** A sum typed with large keys, with the keyboard's own, or both. */

import { h, icon, put } from "../dom.js";
import { t } from "../words.js";
import { pressed } from "./scale.js";

const KEYS = ["7", "8", "9", "4", "5", "6", "1", "2", "3", ".", "0", "back"];

/** The box, its fault beneath it, and its keys. `oninput` is told the text after every key. */
export function keypad({ id, label, value = "", unit, oninput }) {
  // The page has keys of its own, so the phone's need not cover them.
  const input = h("input", { id, class: "scale-in", type: "text", inputmode: "none", autocomplete: "off", value, "aria-describedby": `${id}-fault`, oninput: () => typed() });
  const fault = h("p", { class: "err", id: `${id}-fault`, role: "alert" });
  const fail = (words) => {
    put(fault, words && [icon("oct"), h("span", {}, words)]);
    input.setAttribute("aria-invalid", String(Boolean(words)));
  };
  const typed = () => {
    fail("");
    oninput(input.value);
  };
  const press = (key) => {
    input.value = pressed(input.value, key);
    typed();
  };
  const screen = h("div", { class: "scale typed" }, h("label", { for: id }, label), input, h("span", {}, unit));
  const shown = h("div", {}, screen, fault);
  const keys = h("div", { class: "keys" }, ...KEYS.map((key) => keyOf(key, press)));
  return { shown, keys, input, fail, set: (text) => ((input.value = text), typed()) };
}

function keyOf(key, press) {
  const looks = key === "back" ? [icon("del")] : [key];
  const named = key === "back" ? { "aria-label": t("desk_delete_one") } : {};
  return h("button", { type: "button", ...named, onclick: () => press(key) }, ...looks);
}
