/** What waits to be sent, what came back and why, what was sent today; and a copy of it all. */

import { dayOf, moment, nowMs } from "../clock.js";
import { h, icon, put } from "../dom.js";
import * as outbox from "../outbox.js";
import * as overlay from "../overlay.js";
import { go, route } from "../router.js";
import * as snapshot from "../snapshot.js";
import { t } from "../words.js";
import { asked, head, live, say, speaker } from "./desk.js";
import { detailOf } from "./done_words.js";
import { momentWords, stateBadge } from "./lines.js";
import { sentenceOf, stateOf } from "./ops.js";

const MEGABYTE = 1_048_576;
const LITTLE_BYTES = 20 * MEGABYTE;
const SHOWN = 60;

route("#/queue", async (main) => {
  const state = { spoken: speaker(), status: h("section", { class: "card stack" }), lists: h("div", { class: "stack" }), room: h("div", {}) };
  put(main, h("div", { class: "page read flow" }, head(t("queue_title")), state.spoken, state.status, state.lists, state.room, full()));
  drawRoom(state.room);
  return live(() => draw(state));
});

function draw(state) {
  const data = overlay.get();
  const ops = outbox.ops();
  const by = (is) => ops.filter((op) => stateOf(op) === is);
  const today = by("sent").filter((op) => dayOf(asServer(op.settled_at)) === dayOf());
  drawStatus(state, by("waits").length);
  put(
    state.lists,
    section(t("queue_back", { n: by("back").length }), by("back").map((op) => backItem(op, data, state)), null),
    section(t("queue_waiting", { n: by("waits").length }), by("waits").map((op) => item(op, data)), t("queue_waiting_none")),
    section(t("queue_sent", { n: today.length }), [...today].reverse().slice(0, SHOWN).map((op) => item(op, data)), t("queue_sent_none")),
  );
}

function section(title, items, none) {
  if (!items.length && !none) return null;
  return h("section", { class: "card" }, h("h2", {}, title), items.length ? h("ul", { class: "list" }, ...items) : h("p", { class: "hint" }, none));
}

function drawStatus(state, waits) {
  const { state: is, needsDevice } = outbox.status();
  const last = lastContact();
  const back = outbox.open().length;
  const words = needsDevice ? t("queue_needs_device") : statusWords(is, waits, back);
  put(
    state.status,
    h("p", { class: "strong", role: "status" }, words),
    h("p", { class: "hint" }, last ? t("queue_last", { when: momentWords(moment(asServer(last))) }) : t("queue_never")),
    h(
      "div",
      { class: "actions" },
      h("button", { type: "button", class: "btn", onclick: () => send(state) }, icon("up"), t("queue_send")),
      h("button", { type: "button", class: "btn alt", onclick: () => save(state) }, icon("file"), t("queue_save")),
    ),
  );
}

function statusWords(is, waits, back) {
  if (is === "sending") return t("queue_is_sending", { n: waits });
  if (is !== "idle") return t("queue_is_away", { n: waits });
  if (waits) return t("queue_is_soon", { n: waits });
  return back ? t("queue_is_back", { n: back }) : t("queue_is_all");
}

/** A moment of this device's clock as the server's clock has it. */
const asServer = (ms) => ms + nowMs() - Date.now();

/** When the server was last heard of, by this device's clock. */
function lastContact() {
  return Math.max(snapshot.askedAt(), ...outbox.ops().map((op) => op.settled_at || 0));
}

async function send({ spoken }) {
  const came = await outbox.flush();
  const [left, back] = [outbox.waiting().length, outbox.open().length];
  if (came === "done" && !left && back) return say(spoken, t("queue_is_back", { n: back }), "warn");
  if (came === "done" && !left) return say(spoken, t("queue_is_all"));
  return say(spoken, came === "device" ? t("queue_needs_device") : t("queue_not_sent"), "warn");
}

async function save({ spoken }) {
  const n = await outbox.exportAll();
  say(spoken, t("queue_saved", { n }), "info");
}

function words(op, data) {
  return [t(`kind_${op.kind}`), ...detailOf({ kind: op.kind, op, ops: [op] }, data)].join(" · ");
}

function item(op, data) {
  return h("li", { class: "item" }, h("span", { class: "grow" }, h("strong", {}, words(op, data)), h("p", {}, momentWords(op.made_at))), stateBadge(stateOf(op)));
}

function backItem(op, data, state) {
  const why = sentenceOf(op) || t(op.state === "conflict" ? "queue_conflict" : "queue_refused");
  return h(
    "li",
    { class: "stack-s came-back" },
    h("div", { class: "item" }, h("span", { class: "grow" }, h("strong", {}, words(op, data)), h("p", {}, momentWords(op.made_at))), stateBadge("back")),
    h("p", { class: "err" }, icon("oct"), h("span", {}, why)),
    h(
      "div",
      { class: "actions" },
      op.state === "absent"
        ? h("a", { class: "btn alt", href: "#/sign-in" }, icon("user"), t("people_log_in"))
        : h("button", { type: "button", class: "btn alt", onclick: () => again(op, data, state) }, t("queue_again")),
      h("button", { type: "button", class: "btn text", onclick: () => aside(op, data, state) }, t("queue_aside")),
    ),
  );
}

/** Once more, on the thing as it is now; a closing is counted again. */
async function again(op, data, { spoken }) {
  if (op.kind === "close_day") return go("#/closing");
  const thing = op.body.ref && [...data.parcels, ...data.buy_fors, ...data.bills].find((one) => one.ref === op.body.ref);
  if (op.base_version !== null && !thing) return say(spoken, t("queue_thing_gone"), "warn");
  try {
    await outbox.retry(op, thing ? { baseVersion: thing.version } : {});
  } catch (error) {
    if (error.name !== "StoreFull") throw error;
    return say(spoken, t("desk_full"), "alert");
  }
  return say(spoken, t("queue_again_done"));
}

async function aside(op, data, { spoken }) {
  const sure = await asked({ title: t("queue_aside_title"), words: h("div", { class: "stack-s" }, h("p", { class: "strong" }, words(op, data)), h("p", {}, t("queue_aside_words"))), yes: t("queue_aside_yes") });
  if (!sure) return;
  await outbox.setAside(op);
  say(spoken, t("queue_aside_done"));
}

/** Little room is said before there is none. */
async function drawRoom(place) {
  const { quota, usage } = (await navigator.storage?.estimate?.()) || {};
  if (!quota || quota - usage > LITTLE_BYTES) return;
  say(place, t("queue_little_room", { n: Math.max(1, Math.round((quota - usage) / MEGABYTE)) }), "warn");
}

function full() {
  const steps = ["queue_full_send", "queue_full_save", "queue_full_clear"].map((key) => h("li", {}, t(key)));
  return h("details", { class: "drawer" }, h("summary", {}, t("queue_full_title")), h("div", {}, h("p", {}, t("queue_full_kept")), h("ol", { class: "numbered" }, ...steps)));
}
