/** What is on the counter while a household's goods are weighed: the draft, and what came of it. */

import * as me from "../../me.js";
import * as outbox from "../../outbox.js";
import * as overlay from "../../overlay.js";
import { language, t } from "../../words.js";
import { keep, kept } from "../kept.js";
import { cratesOf, goodsOf } from "./crates.js";
import { masked, tailOf, usedNow } from "../find.js";

const DRAFT = "weigh";
const USED = "weigh_used";

const fresh = (was = {}) => ({
  step: "who",
  who: null,
  goods: null,
  unit: was.unit || (language() === "en" ? "kg" : "jin"),
  gross: "",
  tare: was.tare || "",
  storage: was.storage || "",
  harvested_on: "",
  receipt_no: "",
  photo: "",
  search: "",
});

/** The draft as it was left, also after a reload; what the device knows; what is queued. */
export async function openDesk() {
  const desk = new Desk();
  desk.draft = (await kept(DRAFT)) || fresh();
  desk.used = (await kept(USED)) || { who: [], goods: [] };
  desk.read();
  return desk;
}

class Desk {
  /** Look at the snapshot and the queue again. */
  read() {
    this.data = overlay.get();
    this.ops = outbox.ops();
  }

  /** Change the draft and keep it. */
  async set(change) {
    Object.assign(this.draft, change);
    await keep(DRAFT, this.draft);
  }

  /** The limits of weights, as the rules have them. */
  get limits() {
    const [mostGrams, strangeGrams] = [t("weigh_limit_grams"), t("weigh_strange_grams")].map(Number);
    return { mostGrams, strangeGrams, leftGrams: this.leftGrams };
  }

  get goods() {
    return goodsOf(this.data, this.draft.goods);
  }

  get crates() {
    return cratesOf(this.ops, this.draft.receipt_no, this.data);
  }

  /** Those that count: taken back and refused ones do not. */
  get counted() {
    return this.crates.filter((crate) => crate.counts);
  }

  /** What the quota still takes beside what waits to be sent; null where there is no quota. */
  get leftGrams() {
    const quota = this.goods && this.goods.quota;
    return quota ? Math.max(0, quota.left_grams) : null;
  }

  /** How the household is called on this device. */
  get whoWords() {
    const { who } = this.draft;
    if (!who) return { name: "", place: "" };
    if (who.household_code) {
      return { name: t("weigh_code_of", { tail: tailOf(who.household_code) }), place: t("weigh_code_later") };
    }
    const row = this.data.households.find((one) => one.uid === who.household);
    if (!row) return { name: who.head, place: who.place };
    return { name: masked(row.head), place: placeOf(row) };
  }

  async chooseWho(who) {
    if (who.household) await this.note({ who: usedNow(this.used.who, who.household, 20) });
    await this.set({ who, step: "goods", goods: null, receipt_no: "", search: "", gross: "", photo: "" });
  }

  async chooseGoods(goods) {
    const product = this.data.products.find((one) => one.code === goods.product);
    const storages = product ? product.storages : [];
    const storage = storages.includes(this.draft.storage) ? this.draft.storage : storages[0] || "";
    await this.note({ goods: usedNow(this.used.goods, `${goods.product}/${goods.grade_rank}`) });
    const receipt_no = this.draft.receipt_no || (await me.receiptNo());
    const harvested_on = this.draft.harvested_on || this.data.today;
    await this.set({ goods, storage, receipt_no, harvested_on, step: "scale" });
  }

  /**
   * One crate into the queue, and its photo after it. Throws where the device is full; answers
   * whether the photo found room too.
   */
  async recordCrate({ gross, tare }) {
    const { who, goods, harvested_on, storage, receipt_no, photo } = this.draft;
    const body = {
      ...(who.household ? { household: who.household } : { household_code: who.household_code }),
      product: goods.product,
      grade_rank: goods.grade_rank,
      gross_grams: gross,
      tare_grams: tare,
      harvested_on,
      storage,
      receipt_no,
      is_read_back: true,
      ...(goods.quota ? { quota: goods.quota } : {}),
    };
    const op = await outbox.add("weigh_in", body);
    const isWhole = !photo || (await this.addPhoto(op.id, photo));
    await this.set({ gross: "", photo: "" });
    this.read();
    return isWhole;
  }

  async addPhoto(ref, photo) {
    try {
      await outbox.add("weigh_photo", { ref, photo });
      return true;
    } catch (error) {
      if (error.name !== "StoreFull") throw error;
      return false;
    }
  }

  async undoCrate(ref) {
    await outbox.add("weigh_undone", { ref });
    this.read();
  }

  /** The next household: unit and tare stay, because crates do. */
  async startAnew() {
    this.draft = fresh(this.draft);
    await keep(DRAFT, this.draft);
  }

  async note(change) {
    Object.assign(this.used, change);
    await keep(USED, this.used);
  }
}

export const placeOf = (row) => [row.village, row.group].filter(Boolean).join(" ");
