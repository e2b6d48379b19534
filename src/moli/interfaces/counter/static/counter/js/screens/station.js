/** The station: what it is, who works there, this device, and how the screen looks. */

import { h, icon, put } from "../dom.js";
import * as me from "../me.js";
import * as outbox from "../outbox.js";
import * as overlay from "../overlay.js";
import * as snapshot from "../snapshot.js";
import { route } from "../router.js";
import { canKeepApp } from "../update.js";
import { language, speak, t } from "../words.js";
import { live } from "./desk.js";
import { momentWords } from "./lines.js";
import { isLarge, setLarge } from "./type.js";

const LANGUAGES = [["zh-hans", "中文"], ["en", "English"]];

route("#/station", (main) => {
  const page = h("div", { class: "page flow" });
  const said = h("p", { class: "sr", role: "status" });
  put(main, said, page);
  return live(async () => put(page, ...cards(overlay.get(), said, await storageWords())));
});

function cards(data, said, used) {
  return [
    h("div", {}, h("h1", {}, data.station.name), h("p", { class: "hint" }, data.station.village)),
    h("div", { class: "grid g-half" }, h("div", { class: "stack" }, offering(data.station), team(data)), h("div", { class: "stack" }, device(data, used, said), looks())),
  ];
}

function offering(station) {
  const badge = (service) => h("span", { class: "badge ok" }, icon("ok"), t(`service_${service}`));
  return h(
    "section",
    { class: "card" },
    h("h2", {}, t("station_services")),
    station.services.length ? h("p", { class: "row" }, ...station.services.map(badge)) : h("p", { class: "hint" }, t("station_services_none")),
  );
}

function team({ people }) {
  const here = me.person();
  const line = (one) =>
    h(
      "li",
      { class: "item" },
      h("span", { class: "dot" }, icon("user")),
      h("span", { class: "grow" }, nameWords(one, here && here.key === one.key), h("span", { class: "sub" }, workWords(one.work))),
    );
  return h(
    "section",
    { class: "card" },
    h("h2", {}, t("station_team")),
    people.length ? h("ul", { class: "list" }, ...people.map(line)) : h("p", { class: "hint" }, t("people_none")),
    h("p", { class: "actions gap-t" }, h("a", { class: "btn alt", href: "#/people" }, icon("user"), t("station_hand_over"))),
  );
}

/** A name, and beside it whether they are at the counter: below is room for what they may do. */
export const nameWords = (one, isHere) => [h("strong", {}, one.name), " ", isHere && h("span", { class: "badge ok" }, icon("ok"), t("people_here"))];

/** All that somebody may do, in one line. */
export const workWords = (work) => (work.length ? work.map((one) => t(`work_${one}`)).join(t("list_comma")) : t("people_no_work"));

function device(data, used, said) {
  const waiting = outbox.waiting().length;
  const open = outbox.open().length;
  const facts = [
    [t("station_device"), `${data.device.name} · ${t("station_device_number", { number: data.device.number })}`],
    [t("station_contact"), momentWords(data.now)],
    [t("station_version"), document.documentElement.getAttribute("data-version") || "—"],
    [t("station_storage"), used],
    [t("station_queue"), open ? t("station_queue_back", { n: open }) : waiting ? t("station_queue_waits", { n: waiting }) : t("station_queue_none")],
  ];
  const ask = h("button", { type: "button", id: "ask-now", class: "btn alt", onclick: () => fetchNow(ask, said) }, t("station_fetch"));
  return h(
    "section",
    { class: "card" },
    h("h2", {}, t("station_this_device")),
    h("dl", { class: "pairs" }, ...facts.flatMap(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])),
    h("p", { class: "actions gap-t" }, h("a", { class: "btn alt", href: "#/queue" }, icon("list"), t("station_to_queue")), ask),
    !canKeepApp() && h("p", { class: "hint gap-t" }, t("app_not_kept")),
    h("p", { class: "hint gap-t" }, t("station_log_out_help")),
  );
}

async function fetchNow(button, said) {
  button.disabled = true;
  await outbox.flush();
  const came = await snapshot.refresh();
  button.disabled = false;
  put(said, t(came === "done" ? "station_fetched" : "station_not_fetched"));
}

async function storageWords() {
  if (!navigator.storage || !navigator.storage.estimate) return "—";
  const { usage, quota } = await navigator.storage.estimate();
  return t("station_storage_used", { used: sizeWords(usage), all: sizeWords(quota) });
}

function sizeWords(bytes) {
  const megabytes = bytes / 1048576;
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

function looks() {
  const pick = (name, value, words, isChosen, change) =>
    h("label", {}, h("input", { type: "radio", id: `${name}-${value}`, name, value, checked: isChosen, onchange: change }), h("span", { lang: value === "en" ? "en" : null }, words));
  const spoken = LANGUAGES.map(([code, words]) => pick("language", code, words, code === language(), () => spokenNow(code)));
  const sizes = [["normal", "station_type_normal"], ["large", "station_type_large"]].map(([size, key]) =>
    pick("type", size, t(key), isLarge() === (size === "large"), () => setLarge(size === "large")),
  );
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("station_looks")),
    h("fieldset", { class: "field" }, h("legend", {}, t("station_language")), h("div", { class: "picks" }, ...spoken)),
    h("fieldset", { class: "field" }, h("legend", {}, t("station_type")), h("div", { class: "picks" }, ...sizes)),
  );
}

async function spokenNow(code) {
  await speak(code);
  location.reload();
}
