/** The shelf: what waits to be fetched, what waits for its carrier, what was not found. */

import { withCamera } from "../camera.js";
import { h, icon, put } from "../dom.js";
import * as overlay from "../overlay.js";
import { go } from "../router.js";
import { normalCode, onScan } from "../scan.js";
import { dayWords, t } from "../words.js";
import { daysBetween } from "./day.js";
import { asked, head, live, say, speaker, writeOn, workRoute } from "./desk.js";
import { choose } from "./hand_out.js";
import { forWhom, isOnShelf, matches, tailOf } from "./shelf.js";

// From here on a parcel is pointed out, here as on the first page.
const LONG_DAYS = 3;

workRoute("PARCELS", "#/parcels", (main) => {
  const spoken = speaker();
  const search = searchBox((text) => find(text, state), () => state.draw());
  const list = h("div", { class: "stack" });
  const state = { spoken, search, list, data: null, draw: () => drawLists(state) };
  put(
    main,
    h(
      "div",
      { class: "page flow parcels" },
      head(t("parcels_title")),
      doors(),
      search.el,
      spoken,
      list,
    ),
  );
  onScan(list, (code) => find(code, state));
  return live(async () => {
    state.data = await overlay.get();
    state.draw();
  });
});

function doors() {
  const door = (href, name, words, kind) => h("a", { class: `btn big ${kind}`, href }, icon(name), words);
  return h(
    "nav",
    { class: "doors", "aria-label": t("parcels_doors") },
    door("#/parcels/in", "down", t("parcels_in"), ""),
    door("#/parcels/give", "user", t("parcels_give"), "alt"),
    door("#/parcels/out", "up", t("parcels_out"), "alt"),
  );
}

function searchBox(find, draw) {
  const input = h("input", {
    id: "parcel-search",
    type: "search",
    class: "in",
    autocomplete: "off",
    enterkeyhint: "search",
    oninput: draw,
  });
  const form = h("form", { role: "search", onsubmit: (event) => (event.preventDefault(), find(input.value)) },
    h("label", { for: "parcel-search", class: "lab" }, t("parcels_search")),
    input,
  );
  withCamera(input, find);
  return { el: form, input };
}

/** Go to the one parcel that a code or the end of a telephone number means. */
function find(text, { data, spoken, search, draw }) {
  const found = matches(data.parcels.filter(isOnShelf), text);
  if (found.length) return open(found, normalCode(text));
  search.input.value = text;
  draw();
  say(spoken, t("parcels_none_such"), "warn");
}

function open(found, said = "") {
  choose(found, said);
  go("#/parcels/give");
}

function drawLists(state) {
  const { data, search, list } = state;
  if (!data) return;
  const oldestFirst = [...data.parcels].sort((a, b) => a.came_on.localeCompare(b.came_on));
  put(
    list,
    shelf(matches(oldestFirst.filter(isOnShelf), search.input.value), state),
    leaving(oldestFirst.filter((one) => one.state === "TO_COLLECT"), state),
    missing(oldestFirst.filter((one) => one.state === "MISSING"), state),
  );
}

function shelf(parcels, state) {
  const title = h("h2", {}, t("parcels_on_shelf", { n: parcels.length }));
  const none = state.search.input.value ? t("parcels_none_found") : t("parcels_shelf_empty");
  if (!parcels.length) return h("section", { class: "card" }, title, h("p", { class: "hint" }, none));
  return h("section", { class: "card" }, title, h("ul", { class: "list" }, ...parcels.map((one) => shelved(one, state))));
}

function shelved(one, { data }) {
  const days = daysBetween(one.came_on, data.today);
  const words = days ? t("parcels_days", { n: days }) : t("parcels_today");
  const age = days <= LONG_DAYS ? h("span", { class: "nb" }, words) : h("span", { class: "badge warn" }, icon("tri"), words);
  const label = [one.carrier, tailOf(one.code)].filter(Boolean).join(" ");
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "pick parcel", onclick: () => open([one]) },
      h("span", { class: "shelf" }, one.shelf || "·"),
      h("span", { class: "grow" }, h("strong", {}, forWhom(one)), h("span", { class: "hint" }, label, " · ", age)),
      icon("go"),
    ),
  );
}

function leaving(parcels, state) {
  if (!parcels.length) return null;
  const carriers = [...new Set(parcels.map((one) => one.carrier))];
  const group = (carrier) => {
    const its = parcels.filter((one) => one.carrier === carrier);
    return h(
      "li",
      { class: "item order" },
      h("span", { class: "grow" }, h("strong", {}, carrier || t("parcels_carrier")), h("p", {}, its.map((one) => tailOf(one.code)).join("  "))),
      h("button", { type: "button", class: "btn alt", onclick: () => collect(carrier, its, state) }, t("parcels_collect", { n: its.length })),
    );
  };
  return h("section", { class: "card" }, h("h2", {}, t("parcels_leaving", { n: parcels.length })), h("ul", { class: "list" }, ...carriers.map(group)));
}

async function collect(carrier, parcels, { spoken }) {
  const sure = await asked({
    title: t("parcels_collect_title", { carrier: carrier || t("parcels_carrier"), n: parcels.length }),
    words: h("ul", { class: "codes" }, ...parcels.map((one) => h("li", { class: "num" }, one.code))),
    yes: t("parcels_collect_yes"),
  });
  if (!sure) return;
  for (const one of parcels) if (!(await writeOn(spoken, "parcel_collected", one))) return;
  say(spoken, t("parcels_collect_done", { n: parcels.length }));
}

function missing(parcels, { spoken }) {
  if (!parcels.length) return null;
  const found = async (one) => {
    if (await writeOn(spoken, "parcel_found", one)) say(spoken, t("parcels_found_done", { code: tailOf(one.code) }));
  };
  const item = (one) =>
    h(
      "li",
      { class: "item order" },
      h("span", { class: "grow" }, h("strong", {}, forWhom(one)), h("p", {}, t("parcels_missing_since", { code: tailOf(one.code), day: dayWords(one.came_on) }))),
      h("button", { type: "button", class: "btn alt", onclick: () => found(one) }, t("parcels_found")),
    );
  return h("section", { class: "card" }, h("h2", {}, t("parcels_missing", { n: parcels.length })), h("ul", { class: "list" }, ...parcels.map(item)));
}
