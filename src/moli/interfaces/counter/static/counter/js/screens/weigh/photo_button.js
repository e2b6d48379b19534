/** A photo of the crate on the scale, if somebody wants one. */

import { h, icon, put } from "../../dom.js";
import { t } from "../../words.js";
import { smallPhoto } from "../photo.js";

/** A button that opens the camera; the photo goes with the next crate that is recorded. */
export function photoButton(desk) {
  const words = h("span", {}, t(desk.draft.photo ? "weigh_photo_there" : "weigh_photo"));
  const said = h("p", { class: "hint", role: "status" });
  const remove = h("button", { type: "button", class: "btn text", hidden: !desk.draft.photo, onclick: () => show("") }, t("weigh_photo_drop"));
  const show = async (photo) => {
    await desk.set({ photo });
    put(words, t(photo ? "weigh_photo_there" : "weigh_photo"));
    remove.hidden = !photo;
  };
  const file = h("input", {
    class: "sr",
    type: "file",
    accept: "image/*",
    capture: "environment",
    onchange: async () => {
      if (!file.files.length) return;
      try {
        await show(await smallPhoto(file.files[0]));
        put(said);
      } catch {
        put(said, t("weigh_photo_fault"));
      }
      file.value = "";
    },
  });
  return h("div", { class: "photo-row" }, h("label", { class: "btn alt" }, file, icon("eye"), words), remove, said);
}
