/** The counter's first screen: what can be done here, what waits, what was done today. */

import { h, icon, put } from "../dom.js";
import * as me from "../me.js";
import * as outbox from "../outbox.js";
import * as overlay from "../overlay.js";
import { route } from "../router.js";
import { dayWords, t } from "../words.js";
import { doneOf, tasksOf, waitsOf } from "./day.js";
import { live } from "./desk.js";
import { detailOf, receiptOf } from "./done_words.js";
import { clockWords, stateBadge } from "./lines.js";
import { showReceipt } from "./receipt.js";

// What is done here, for whom it is, and the service that a station may not offer.
const DOORS = [
  { work: "WEIGH", href: "#/weigh", shape: "scale", words: "today_weigh" },
  { work: "PARCELS", href: "#/parcels/give", shape: "box", words: "today_give", service: "PARCELS" },
  { work: "PARCELS", href: "#/parcels/in", shape: "down", words: "today_in", service: "PARCELS" },
  { work: "PARCELS", href: "#/parcels/out", shape: "up", words: "today_out", service: "PARCELS" },
  { work: "BUY_FOR", href: "#/buy", shape: "shop", words: "today_buy", service: "BUY_FOR" },
  { work: "BILLS", href: "#/bills", shape: "file", words: "today_bills", service: "BILLS" },
  { work: "CASH", href: "#/cash", shape: "yuan", words: "today_cash" },
  { work: "CLOSE_DAY", href: "#/closing", shape: "ok", words: "today_close" },
];
const SHAPES = { back: "oct", open_days: "cal", bills: "file", arrived: "shop", lying: "box" };
const DONE_SHOWN = 12;

route("#/", (main) => {
  const said = h("p", { class: "sr", role: "status" });
  const page = h("div", { class: "page flow today" });
  put(main, said, page);
  return live(() => draw(page, { data: overlay.get(), ops: outbox.ops(), person: me.person(), said }));
});

function draw(page, { data, ops, person, said }) {
  const work = person ? person.work : [];
  const todo = waiting(data, ops, person, said);
  put(
    page,
    head(data, person),
    todo.n ? toWaits(todo) : null,
    doors(data.station, work),
    h("div", { class: "grid g-half" }, todo.section, done(data, ops)),
  );
}

function head(data, person) {
  const who = person ? t("today_who", { name: person.name }) : t("today_nobody");
  return h(
    "div",
    { class: "row between base" },
    h("h1", {}, t("today_title", { day: dayWords(data.today) })),
    h("a", { class: "btn text", href: "#/people" }, icon("user"), who),
  );
}

function doors(station, work) {
  const isOffered = (door) => !door.service || !station.services.length || station.services.includes(door.service);
  const mine = DOORS.filter((door) => work.includes(door.work) && isOffered(door));
  const link = (door) => h("li", {}, h("a", { class: "door", href: door.href }, icon(door.shape), h("span", {}, t(door.words))));
  if (!mine.length) return h("p", { class: "empty" }, t("today_no_work"));
  return h("nav", { "aria-label": t("today_doors") }, h("ul", { class: "doors-big" }, ...mine.map(link)));
}

function waiting(data, ops, person, said) {
  const tasks = tasksOf(data, ops, person ? person.key : "");
  const waits = waitsOf(data, ops, person ? person.work : []);
  const leads = Boolean(person) && person.work.includes("LEAD");
  const lines = [...waits.map(waitLine), ...tasks.map((task) => taskLine(task, data.today, said, leads))];
  const section = h(
    "section",
    { class: "card" },
    h("h2", { tabindex: -1 }, lines.length ? t("today_waits", { n: lines.length }) : t("today_waits_none")),
    lines.length ? h("ul", { class: "list" }, ...lines) : h("p", { class: "hint" }, t("today_waits_nothing")),
  );
  return { n: lines.length, section };
}

/** On a phone what waits lies below what is done here; one tap leads there. */
function toWaits({ n, section }) {
  const down = () => {
    section.scrollIntoView({ block: "start" });
    section.firstChild.focus({ preventScroll: true });
  };
  return h("button", { type: "button", class: "btn alt to-waits", onclick: down }, icon("flag"), t("today_waits", { n }), icon("down"));
}

function waitLine(one) {
  const look = one.kind === "back" || one.kind === "open_days" ? "alert" : "warn";
  const words = t(`today_wait_${one.kind}`, { n: one.n, day: one.day ? dayWords(one.day) : "" });
  return h(
    "li",
    {},
    h("a", { class: "item", href: one.href }, h("span", { class: `dot ${look}` }, icon(SHAPES[one.kind])), h("span", { class: "grow" }, h("strong", {}, words)), icon("go")),
  );
}

/** A task for somebody else is ended by who leads the team alone. */
function taskLine(task, today, said, leads) {
  const due = task.due_on === today ? t("today_due_today") : t(task.isLate ? "today_due_over" : "today_due", { day: dayWords(task.due_on) });
  const words = task.isOthers ? `${due} · ${t("today_task_others")}` : due;
  const tick = h("button", { type: "button", class: "btn alt", onclick: () => tickOff(task, tick, said) }, icon("ok"), t("today_task_done"), h("span", { class: "sr" }, task.words));
  return h(
    "li",
    { class: "item task" },
    h("span", { class: task.isLate ? "dot alert" : "dot" }, icon("flag")),
    h("span", { class: "grow" }, h("strong", {}, task.words), h("span", { class: "sub" }, words)),
    task.isOthers && !leads ? null : tick,
  );
}

async function tickOff(task, button, said) {
  button.disabled = true;
  try {
    await outbox.add("task_done", { task: task.uid });
    put(said, t("today_task_said", { words: task.words }));
  } catch (error) {
    if (error.name !== "StoreFull") throw error;
    button.disabled = false;
    put(said, t("weigh_full"));
  }
}

function done(data, ops) {
  const lines = doneOf(ops, data.today);
  const shown = lines.slice(0, DONE_SHOWN);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, t("today_done", { n: lines.length })),
    lines.length ? h("ul", { class: "list" }, ...shown.map((line) => doneLine(line, data, ops))) : h("p", { class: "hint" }, t("today_done_none")),
    lines.length > shown.length ? h("p", {}, h("a", { class: "btn text", href: "#/queue" }, t("today_done_more", { n: lines.length - shown.length }))) : null,
  );
}

function doneLine(line, data, ops) {
  const detail = detailOf(line, data, ops);
  const slip = receiptOf(line, data, ops);
  const receipt = slip && (() => showReceipt(slip));
  return h(
    "li",
    { class: "item" },
    h("span", { class: "grow" }, h("strong", {}, [t(`kind_${line.kind}`), ...detail].join(" · ")), h("span", { class: "sub" }, clockWords(line.at))),
    receipt ? h("button", { type: "button", class: "btn text tight", onclick: receipt }, icon("print"), h("span", { class: "sr" }, t("today_slip_again"))) : null,
    stateBadge(line.state),
  );
}
