/** Who stands at the counter: chosen with one tap, among those who have signed in on the device. */

import { choose } from "../device.js";
import { h, icon, put } from "../dom.js";
import * as me from "../me.js";
import * as overlay from "../overlay.js";
import { go, route } from "../router.js";
import { t } from "../words.js";
import { nameWords, workWords } from "./station.js";

route("#/people", async (main) => {
  const { people } = overlay.get();
  const person = me.person();
  const chosen = async (one) => {
    await choose(one.key);
    go("#/");
  };
  put(
    main,
    h(
      "div",
      { class: "page read flow" },
      h("div", {}, h("h1", {}, t("people_title")), h("p", { class: "hint" }, t("people_help"))),
      people.length
        ? h("ul", { class: "list card" }, ...people.map((one) => line(one, person, chosen)))
        : h("p", { class: "empty" }, t("people_none")),
      signIn(),
    ),
  );
});

function line(one, person, chosen) {
  const isHere = Boolean(person) && person.key === one.key;
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "pick", "aria-pressed": String(isHere), onclick: () => chosen(one) },
      h("span", { class: "dot" }, icon("user")),
      h("span", { class: "grow" }, nameWords(one, isHere), h("span", { class: "hint" }, workWords(one.work))),
      !isHere && icon("go"),
    ),
  );
}

/** Somebody new logs in once, with a network; from then on without. */
function signIn() {
  return h(
    "section",
    { class: "card flat stack-s" },
    h("h2", {}, t("people_new")),
    h("p", {}, t("people_new_help")),
    h("a", { class: "btn alt", href: "#/sign-in" }, icon("plus"), t("people_log_in")),
  );
}
