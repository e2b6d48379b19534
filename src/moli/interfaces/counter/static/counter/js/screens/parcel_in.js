/** Taking parcels in, many in a row: code, tail, shelf, Enter, next. */

import { withCamera } from "../camera.js";
import { h, put } from "../dom.js";
import * as overlay from "../overlay.js";
import { normalCode, onScan } from "../scan.js";
import { t } from "../words.js";
import { box, draftOf, head, isSound, keepDraft, picks, readTail, say, speaker, submits, tailFault, write, workRoute } from "./desk.js";
import { forWhom, isCode, lies, tailOf } from "./shelf.js";

const EMPTY = { code: "", phone_tail: "", person_name: "", shelf: "", carrier: "" };

workRoute("PARCELS", "#/parcels/in", async (main) => {
  const { carriers } = await overlay.get();
  const draft = await draftOf("parcel-in", EMPTY);
  const form = { draft, carriers, ...boxes(draft), spoken: speaker(), done: h("ol", { class: "list", reversed: true }), n: 0 };
  const carrier = carrierPicks(form);
  withCamera(form.code.input, (code) => taken(form, code));
  const el = h(
    "form",
    { class: "card form", novalidate: true, onsubmit: submits(() => save(form)) },
    form.code.el,
    h("div", { class: "grid pair" }, form.tail.el, form.shelf.el),
    carrier.el,
    form.person.el,
    h("button", { class: "btn big full" }, t("parcel_in_save")),
  );
  form.carrier = carrier;
  el.addEventListener("input", () => keep(form));
  el.addEventListener("keydown", (event) => onEnter(event, form));
  form.none = h("p", { class: "hint" }, t("parcel_in_none"));
  const list = h("section", { class: "card" }, h("h2", {}, t("parcel_in_done")), form.none, form.done);
  const back = { href: "#/parcels", words: t("parcels_back_to") };
  put(main, h("div", { class: "page flow" }, head(t("parcel_in_title"), back), form.spoken, h("div", { class: "desk" }, el, list)));
  onScan(el, (code) => taken(form, code));
  form.code.input.focus();
});

function boxes(draft) {
  return {
    code: box({ id: "code", label: t("parcel_code"), value: draft.code, enterkeyhint: "next", autocapitalize: "characters", spellcheck: false }),
    tail: box({ id: "tail", label: t("parcel_tail"), value: draft.phone_tail, inputmode: "numeric", enterkeyhint: "next" }),
    shelf: box({ id: "shelf", label: t("parcel_shelf"), value: draft.shelf, maxlength: 10, enterkeyhint: "done", autocapitalize: "characters" }),
    person: box({ id: "person", label: t("parcel_person"), value: draft.person_name, maxlength: 40, enterkeyhint: "done" }),
  };
}

function carrierPicks({ carriers, draft }) {
  return picks({ name: "carrier", label: t("parcel_carrier"), options: carriers.map((name) => [name, name]), chosen: draft.carrier });
}

/** A code has come: the next thing that a hand does is to type the tail. */
function taken(form, code) {
  form.code.input.value = code;
  keep(form);
  form.tail.input.focus();
}

const keep = (form) => keepDraft("parcel-in", read(form));

function read({ code, tail, shelf, person, carrier }) {
  return {
    code: normalCode(code.input.value),
    phone_tail: readTail(tail.input.value),
    person_name: person.input.value.trim(),
    shelf: shelf.input.value.trim().toUpperCase(),
    carrier: carrier.value(),
  };
}

/** Enter goes on: from the code to the tail, from the tail to the shelf when there is none yet. */
function onEnter(event, form) {
  if (event.key !== "Enter" || event.isComposing) return;
  const next = { code: form.tail, tail: form.shelf.input.value ? null : form.shelf }[event.target.id];
  if (!next || !event.target.value) return;
  event.preventDefault();
  next.input.focus();
}

async function save(form) {
  const body = read(form);
  if (!isSound(await faults(form, body))) return;
  if (!(await write(form.spoken, "parcel_in", body))) return;
  form.n += 1;
  say(form.spoken, t("parcel_in_said", { n: form.n, code: tailOf(body.code), shelf: body.shelf || t("parcel_no_shelf") }));
  form.none.hidden = true;
  form.done.prepend(doneItem(body));
  for (const one of [form.code, form.tail, form.person]) one.input.value = "";
  keep(form);
  form.code.input.focus();
}

async function faults({ code, tail, person }, body) {
  const { parcels } = await overlay.get();
  const same = parcels.find((one) => one.code === body.code && lies(one));
  const codeFault = same ? t("parcel_lies_already", { shelf: same.shelf || t("parcel_no_shelf") }) : t("parcel_code_bad");
  const isForNobody = !body.phone_tail && !body.person_name;
  return [
    [code, same || !isCode(body.code) ? codeFault : ""],
    [tail, isForNobody ? t("parcel_for_nobody") : tailFault(body.phone_tail)],
    [person, /\d{7}/.test(body.person_name) ? t("desk_number_in_name") : ""],
  ];
}

function doneItem(body) {
  const one = { ...body, person: body.person_name };
  return h(
    "li",
    { class: "item parcel" },
    h("span", { class: "shelf" }, body.shelf || "·"),
    h("span", { class: "grow" }, h("strong", {}, forWhom(one)), h("p", {}, `${body.carrier} ${tailOf(body.code)}`.trim())),
  );
}
