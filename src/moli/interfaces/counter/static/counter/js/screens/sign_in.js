/** Whoever has logged in in this browser takes over the counter; it needs a network once. */

import { logInAsOther, logInUrl, signIn, whoIsHere } from "../device.js";
import { h, icon, put } from "../dom.js";
import { goInstead, route } from "../router.js";
import { t } from "../words.js";

route("#/sign-in", async (main) => {
  const place = h("div", { class: "card stack" });
  put(
    main,
    h("div", { class: "page read flow" }, h("h1", {}, t("sign_in_title")), h("p", { class: "mute" }, t("sign_in_help")), place),
  );
  await drawStep(place);
});

async function drawStep(place) {
  put(place, h("p", { role: "status" }, t("register_asking")));
  const came = await whoIsHere();
  if (came.is === "answer") put(place, ...offer(place, came.data.person));
  else if (came.is === "login") put(place, h("a", { class: "btn big full", href: logInUrl() }, icon("user"), t("register_log_in")));
  else put(place, ...away(place));
}

function away(place) {
  return [
    h("p", { class: "note warn", role: "status" }, icon("off"), h("span", {}, t("register_away"))),
    h("button", { type: "button", class: "btn alt", onclick: () => drawStep(place) }, t("register_try")),
  ];
}

function offer(place, person) {
  const said = h("div", { role: "alert" });
  const take = async () => {
    mine.disabled = true;
    const came = await signIn(person);
    mine.disabled = false;
    if (came.is === "answer") return goInstead("#/");
    if (came.is === "device") return goInstead("#/register");
    const why = came.data && came.data.sentence;
    return put(said, h("p", { class: "note alert" }, icon("oct"), h("span", {}, why ? t("sign_in_refused", { why }) : t("sign_in_failed"))));
  };
  const mine = h("button", { type: "button", class: "btn big full", onclick: take }, icon("ok"), t("sign_in_me"));
  return [
    h("p", {}, t("register_who", { name: person.name })),
    said,
    mine,
    h("button", { type: "button", class: "btn alt full", onclick: logInAsOther }, t("register_other")),
  ];
}
