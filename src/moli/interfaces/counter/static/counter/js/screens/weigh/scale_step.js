/** Step three: crate after crate on the scale. */

import { h, icon, put } from "../../dom.js";
import { jin, t } from "../../words.js";
import { holdKeys } from "../../scan.js";
import { faultOf, pressed, readWeight, weightText } from "../scale.js";
import { canReadScale, readScale } from "../serial.js";
import { cratesCard } from "./table.js";
import { optionsDrawer } from "./options.js";
import { photoButton } from "./photo_button.js";

const KEYS = ["7", "8", "9", "4", "5", "6", "1", "2", "3", ".", "0", "back"];

/** The keypad, and the crates so far. `next` is called when the household has brought all. */
export function scaleStep(desk, { redraw, next }) {
  const step = new ScaleStep(desk, redraw, next);
  return { section: step.side, table: step.table, focus: step.boxes.gross, refresh: () => step.refresh() };
}

class ScaleStep {
  constructor(desk, redraw, next) {
    Object.assign(this, { desk, redraw, next, active: "gross", strange: null, isBusy: false });
    this.boxes = { gross: this.box("gross"), tare: this.box("tare") };
    this.net = h("output", { for: "gross tare" });
    this.said = h("p", { class: "err", id: "scale-fault", role: "alert", hidden: true });
    this.record = h(
      "button",
      { type: "submit", class: "btn big full" },
      icon("plus"),
      t("weigh_record"),
    );
    this.side = this.form();
    this.table = h("div", {});
    this.look();
  }

  get unit() {
    return this.desk.draft.unit;
  }

  box(name) {
    return h("input", {
      class: "in",
      id: name,
      inputmode: "none",
      autocomplete: "off",
      "aria-describedby": "scale-fault",
      value: this.desk.draft[name],
      onfocus: () => this.activate(name),
      oninput: () => this.typed(name),
    });
  }

  activate(name) {
    this.active = name;
    Object.entries(this.boxes).forEach(([each, box]) => box.parentNode && box.parentNode.classList.toggle("on", each === name));
  }

  async typed(name) {
    this.hush();
    this.look();
    await this.desk.set({ [name]: this.boxes[name].value });
  }

  key(name) {
    const box = this.boxes[this.active];
    box.value = pressed(box.value, name);
    this.typed(this.active);
  }

  /** What stands in the boxes, in grams; a box that says nothing has no grams. */
  read() {
    const gross = readWeight(this.boxes.gross.value, this.unit);
    const tare = this.boxes.tare.value.trim() ? readWeight(this.boxes.tare.value, this.unit) : { grams: 0 };
    return { gross, tare };
  }

  /** Show the net weight, and the crate that is being weighed in the table. */
  look() {
    const { gross, tare } = this.read();
    const isRead = "grams" in gross && "grams" in tare;
    const net = isRead ? gross.grams - tare.grams : null;
    put(this.net, net === null ? "0" : weightText(net, this.unit));
    put(this.table, cratesCard(this.desk, { weighing: net > 0 ? net : null, changed: this.redraw }));
  }

  /** Draw the table anew, except under the hand of somebody who is taking a crate back. */
  refresh() {
    if (!this.table.querySelector(".undo")) this.look();
  }

  hush() {
    this.said.hidden = true;
    this.strange = null;
    Object.values(this.boxes).forEach((box) => box.removeAttribute("aria-invalid"));
  }

  refuse(box, key, facts = {}) {
    put(this.said, icon("oct"), h("span", {}, t(key, facts)));
    this.said.hidden = false;
    this.boxes[box].setAttribute("aria-invalid", "true");
    this.boxes[box].focus();
  }

  async submit() {
    if (this.isBusy) return;
    const { gross, tare } = this.read();
    if (gross.fault) return this.refuse("gross", `weigh_gross_${gross.fault}`);
    if (tare.fault) return this.refuse("tare", `weigh_tare_${tare.fault}`);
    const weighed = { gross: gross.grams, tare: tare.grams };
    const net = gross.grams - tare.grams;
    const fault = faultOf(weighed, this.desk.limits);
    const isAgreed = fault === "weigh_net_strange" && this.strange === net;
    if (fault && !isAgreed) {
      this.refuse("gross", fault, this.facts(net));
      this.strange = net;
      return undefined;
    }
    return this.store(weighed, net);
  }

  facts(net) {
    const { mostGrams, leftGrams } = this.desk.limits;
    return { net: jin(net), most: jin(mostGrams), left: leftGrams === null ? "" : jin(leftGrams) };
  }

  async store(weighed, net) {
    this.isBusy = true;
    this.record.disabled = true;
    try {
      const isWhole = await holdKeys(() => this.desk.recordCrate(weighed));
      const words = t("weigh_recorded", { n: this.desk.crates.length, net: jin(net) });
      this.redraw(isWhole ? words : `${words} ${t("weigh_photo_full")}`);
    } catch (error) {
      if (error.name !== "StoreFull") throw error;
      this.refuse("gross", "weigh_full");
    } finally {
      this.isBusy = false;
      this.record.disabled = false;
    }
  }

  async readOff(button) {
    button.disabled = true;
    put(button, t("weigh_reading"));
    try {
      const grams = await readScale();
      this.boxes[this.active].value = weightText(grams, this.unit, 0);
      await this.typed(this.active);
    } catch {
      this.refuse(this.active, "weigh_read_none");
    }
    button.disabled = false;
    put(button, t("weigh_read"));
  }

  form() {
    const done = h("button", { type: "button", class: "btn big alt full", onclick: () => this.finish() }, icon("print"), t("weigh_done"));
    return h(
      "form",
      { class: "stack side", novalidate: true, onsubmit: (event) => (event.preventDefault(), this.submit()) },
      this.panel(),
      this.keypad(),
      this.said,
      h("p", { class: "hint" }, t("weigh_read_out")),
      this.record,
      photoButton(this.desk),
      done,
      optionsDrawer(this.desk, this.redraw),
    );
  }

  panel() {
    const unit = t(`weigh_unit_${this.unit}`);
    const labelled = (name) =>
      h("label", { for: name, class: name === this.active ? "on" : "" }, h("span", {}, t(`weigh_${name}`)), this.boxes[name]);
    return h(
      "div",
      { class: "scale-panel" },
      h("div", { class: "scale" }, h("span", {}, t("weigh_net")), this.net, h("span", {}, unit)),
      h("div", { class: "scale-boxes" }, labelled("gross"), labelled("tare")),
    );
  }

  keypad() {
    // A key leaves the focus in the box, so that typing and tapping mix.
    const stay = (event) => event.preventDefault();
    const key = (name) =>
      h(
        "button",
        { type: "button", "aria-label": name === "back" ? t("weigh_back_key") : null, onclick: () => this.key(name) },
        name === "back" ? icon("del") : name,
      );
    const clear = h("button", { type: "button", class: "soft", onclick: () => this.key("clear") }, t("weigh_clear"));
    const tare = h("button", { type: "button", class: "soft", onclick: () => this.takeTare() }, t("weigh_take_tare"));
    const read = canReadScale()
      ? h("button", { type: "button", class: "soft", onclick: () => this.readOff(read) }, t("weigh_read"))
      : null;
    return h("div", { class: read ? "keys" : "keys two", onmousedown: stay }, ...KEYS.map(key), tare, clear, read);
  }

  /** What stands as gross is the empty crate: it becomes the tare, and stays for the next ones. */
  takeTare() {
    const text = this.boxes.gross.value;
    if (!text.trim()) return this.boxes.tare.focus();
    this.boxes.tare.value = text;
    this.boxes.gross.value = "";
    this.boxes.gross.focus();
    this.typed("tare");
    return this.typed("gross");
  }

  /** A weight that was typed and not recorded is never left behind unseen. */
  finish() {
    if (this.boxes.gross.value.trim()) return this.refuse("gross", "weigh_done_left");
    if (!this.desk.counted.length) return this.refuse("gross", "weigh_done_none");
    return this.next();
  }
}
