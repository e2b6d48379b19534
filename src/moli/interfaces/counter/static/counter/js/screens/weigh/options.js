/** What is rarely changed at the scale: the unit, how the goods are kept, when they were picked. */

import { h, put } from "../../dom.js";
import { dayWords, t } from "../../words.js";

/** A drawer whose summary says what holds now. */
export function optionsDrawer(desk, redraw) {
  const { draft, goods, data } = desk;
  const storages = goods ? goods.product.storages : [];
  const words = h("span", {}, summary(draft));
  const change = async (what) => {
    await desk.set(what);
    put(words, summary(draft));
  };
  const day = h("input", {
    class: "in",
    id: "harvested",
    type: "date",
    max: data.today,
    value: draft.harvested_on,
    onchange: () => day.value && day.value <= data.today && change({ harvested_on: day.value }),
  });
  return h(
    "details",
    { class: "drawer" },
    h("summary", {}, words),
    h(
      "div",
      { class: "stack" },
      h("div", { class: "field" }, h("label", { for: "harvested" }, t("weigh_harvested")), day),
      picks("storage", t("weigh_storage"), storages, draft.storage, (kind) => t(`weigh_storage_${kind}`), (storage) => change({ storage })),
      picks("unit", t("weigh_unit"), ["jin", "kg"], draft.unit, (unit) => t(`weigh_unit_${unit}`), async (unit) => {
        // A number never changes what it counts: the boxes are emptied.
        await change({ unit, gross: "", tare: "" });
        redraw();
      }),
    ),
  );
}

function summary(draft) {
  return t("weigh_options", {
    day: dayWords(draft.harvested_on),
    storage: draft.storage ? t(`weigh_storage_${draft.storage}`) : "",
    unit: t(`weigh_unit_${draft.unit}`),
  });
}

function picks(name, label, values, chosen, words, change) {
  const pick = (value) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => change(value) }),
      h("span", {}, words(value)),
    );
  return h("fieldset", { class: "field" }, h("legend", {}, label), h("div", { class: "picks" }, ...values.map(pick)));
}
