/** Registering this device: who has logged in, at which station, under what name. */

import { logInAsOther, logInUrl, registerDevice, stationOfQueue, whoIsHere } from "../device.js";
import { h, icon, put } from "../dom.js";
import * as outbox from "../outbox.js";
import { goInstead, route } from "../router.js";
import { canKeepApp } from "../update.js";
import { t } from "../words.js";

const NAME_MAX = 30;

route("#/register", async (main) => {
  const place = h("div", { class: "card stack" });
  put(
    main,
    h("div", { class: "page read flow" }, h("h1", {}, t("register_title")), h("p", { class: "mute" }, t("register_what")), notKept(), place),
  );
  await drawStep(place);
});

/** Before somebody relies on it: in some browsers the app does not open without a network. */
function notKept() {
  return !canKeepApp() && h("p", { class: "note warn" }, icon("tri"), h("span", {}, t("app_not_kept")));
}

async function drawStep(place) {
  put(place, h("p", { role: "status" }, t("register_asking")));
  const came = await whoIsHere();
  if (came.is === "answer") put(place, form(place, came.data));
  else if (came.is === "login") put(place, logIn());
  else put(place, away(() => drawStep(place)));
}

function logIn() {
  return [
    h("p", {}, t("register_log_in_help")),
    h("p", {}, h("a", { class: "btn big full", href: logInUrl("#/register") }, icon("user"), t("register_log_in"))),
  ];
}

function away(again) {
  return [
    h("p", { class: "note warn", role: "status" }, icon("off"), h("span", {}, t("register_away"))),
    h("button", { type: "button", class: "btn alt", onclick: again }, t("register_try")),
  ];
}

const otherPerson = () => h("button", { type: "button", class: "btn text", onclick: logInAsOther }, t("register_other"));

function form(place, { person, stations }) {
  const bound = stationOfQueue();
  const mine = bound ? stations.filter((one) => one.key === bound) : stations;
  if (!stations.length) return [h("p", { class: "note warn" }, icon("tri"), h("span", {}, t("register_no_station", { name: person.name }))), otherPerson()];
  if (!mine.length) return [h("p", { class: "note warn" }, icon("tri"), h("span", {}, t("register_queue_of_other", { n: outbox.untold().length, station: stationName() }))), exportButton(), otherPerson()];
  const said = h("div", { role: "alert" });
  const station = stationField(mine);
  const name = h("input", { id: "device-name", class: "in", maxlength: NAME_MAX, autocomplete: "off", "aria-describedby": "device-name-help", value: knownName() });
  const send = async (event) => {
    event.preventDefault();
    const chosen = mine.find((one) => one.key === station.value());
    if (!chosen) return fault(said, t("register_station_missing"), station.first);
    if (!name.value.trim()) return fault(said, t("register_name_missing"), name);
    button.disabled = true;
    const came = await registerDevice({ station: chosen, name: name.value.trim(), person });
    button.disabled = false;
    if (came.is !== "answer") return fault(said, (came.data && came.data.sentence) || t("register_failed"), button);
    goInstead("#/");
    return outbox.flush();
  };
  const button = h("button", { class: "btn big full" }, icon("ok"), t("register_do"));
  return h(
    "form",
    { class: "form stack", novalidate: true, onsubmit: send },
    h("p", { class: "row between base" }, h("span", {}, t("register_who", { name: person.name })), otherPerson()),
    said,
    station.el,
    h(
      "div",
      { class: "field" },
      h("label", { for: "device-name" }, t("register_name")),
      h("p", { class: "help", id: "device-name-help" }, t("register_name_help")),
      name,
    ),
    button,
  );
}

function knownName() {
  const { device } = outbox.status();
  return device ? device.name : t("register_name_example");
}

function stationName() {
  const { device } = outbox.status();
  return device ? device.station : "";
}

const exportButton = () => h("button", { type: "button", class: "btn alt", onclick: outbox.exportAll }, icon("down"), t("register_export"));

function stationField(stations) {
  const boxes = stations.map((one) =>
    h("input", { type: "radio", name: "station", value: one.key, checked: stations.length === 1, id: `station-${one.key}` }),
  );
  const picks = stations.map((one, place) => h("label", {}, boxes[place], h("span", {}, one.name)));
  return {
    el: h("fieldset", { class: "field" }, h("legend", {}, t("register_station")), h("div", { class: "picks" }, picks)),
    first: boxes[0],
    value: () => (boxes.find((box) => box.checked) || {}).value,
  };
}

function fault(said, words, target) {
  put(said, h("p", { class: "note alert" }, icon("oct"), h("span", {}, words)));
  target.focus();
}
