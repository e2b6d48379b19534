/** A villager sends a parcel: code, carrier, who, weight, fee, receipt. */

import { withCamera } from "../camera.js";
import { h, put } from "../dom.js";
import * as me from "../me.js";
import * as overlay from "../overlay.js";
import { normalCode, onScan } from "../scan.js";
import { money, t } from "../words.js";
import { box, draftOf, head, isSound, keepDraft, limit, picks, readFen, readTail, speaker, submits, tailFault, write, workRoute } from "./desk.js";
import { showReceipt } from "./receipt.js";
import { readWeight } from "./scale.js";
import { isCode, lies } from "./shelf.js";

const EMPTY = { code: "", carrier: "", person_name: "", phone_tail: "", weight: "", fee: "" };

workRoute("PARCELS", "#/parcels/out", async (main) => {
  const { carriers } = await overlay.get();
  const draft = await draftOf("parcel-out", EMPTY);
  const form = { ...boxes(draft), spoken: speaker() };
  form.carrier = picks({ name: "carrier", label: t("parcel_carrier"), options: carriers.map((name) => [name, name]), chosen: draft.carrier });
  withCamera(form.code.input, (code) => taken(form, code));
  const el = h(
    "form",
    { class: "card form", novalidate: true, onsubmit: submits(() => save(form)) },
    form.code.el,
    form.carrier.el,
    h("div", { class: "grid two" }, form.person.el, form.tail.el),
    h("div", { class: "grid two" }, form.weight.el, form.fee.el),
    h("button", { class: "btn big full" }, t("out_save")),
  );
  el.addEventListener("input", () => keepDraft("parcel-out", typed(form)));
  const back = { href: "#/parcels", words: t("parcels_back_to") };
  put(main, h("div", { class: "page read flow" }, head(t("out_title"), back), form.spoken, el));
  onScan(el, (code) => taken(form, code));
  form.code.input.focus();
});

function boxes(draft) {
  return {
    code: box({ id: "code", label: t("parcel_code"), value: draft.code, autocapitalize: "characters", spellcheck: false }),
    person: box({ id: "person", label: t("out_person"), value: draft.person_name, maxlength: 40 }),
    tail: box({ id: "tail", label: t("parcel_tail"), value: draft.phone_tail, inputmode: "numeric" }),
    weight: box({ id: "weight", label: t("out_weight"), value: draft.weight, inputmode: "decimal", unit: t("out_kilos") }),
    fee: box({ id: "fee", label: t("out_fee"), value: draft.fee, inputmode: "decimal", unit: t("desk_yuan") }),
  };
}

function taken(form, code) {
  form.code.input.value = code;
  keepDraft("parcel-out", typed(form));
  form.carrier.input.focus();
}

function typed({ code, carrier, person, tail, weight, fee }) {
  return {
    code: code.input.value,
    carrier: carrier.value(),
    person_name: person.input.value,
    phone_tail: tail.input.value,
    weight: weight.input.value,
    fee: fee.input.value,
  };
}

async function save(form) {
  const said = typed(form);
  const body = {
    code: normalCode(said.code),
    carrier: said.carrier,
    person_name: said.person_name.trim(),
    phone_tail: readTail(said.phone_tail),
    weight_grams: readWeight(said.weight, "kg").grams ?? null,
    fee_fen: readFen(said.fee || "0"),
  };
  if (!isSound(await faults(form, body))) return;
  const op = await write(form.spoken, "parcel_out", body);
  if (!op) return;
  const receiptNo = await me.receiptNo();
  keepDraft("parcel-out", null);
  await showReceipt(receiptOf(body, op, receiptNo));
}

async function faults(form, body) {
  const { parcels } = await overlay.get();
  const isThere = parcels.some((one) => one.code === body.code && lies(one));
  const { weight_grams: grams, fee_fen: fen } = body;
  return [
    [form.code, isThere ? t("out_lies_already") : isCode(body.code) ? "" : t("parcel_code_bad")],
    [form.carrier, body.carrier ? "" : t("out_carrier_missing")],
    [form.person, body.person_name || body.phone_tail ? numberOf(body.person_name) : t("parcel_for_nobody")],
    [form.tail, tailFault(body.phone_tail)],
    [form.weight, grams > 0 && grams <= limit("parcel_grams") ? "" : t("out_weight_bad")],
    [form.fee, fen !== null && fen <= limit("parcel_fee_fen") ? "" : t("out_fee_bad")],
  ];
}

const numberOf = (name) => (/\d{7}/.test(name) ? t("desk_number_in_name") : "");

function receiptOf(body, op, receiptNo) {
  return {
    title: t("out_receipt"),
    receipt_no: receiptNo,
    at: op.made_at,
    who: [body.person_name, body.phone_tail].filter(Boolean).join(" "),
    big: [t("out_fee"), money(body.fee_fen)],
    facts: [
      [t("parcel_code"), body.code],
      [t("parcel_carrier"), body.carrier],
      [t("out_weight"), t("out_weight_kilos", { kilos: body.weight_grams / 1000 })],
    ],
    refs: [op.id],
    undo: t("out_undo"),
    again: "#/parcels/out",
  };
}
