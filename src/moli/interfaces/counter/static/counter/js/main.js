/** The beginning: words, then what lies on the device, then the screen of the address. */

import { h } from "./dom.js";
import { showInstead, startFrame } from "./frame.js";
import * as outbox from "./outbox.js";
import { startRouter } from "./router.js";
import "./screens.js";
import { hear } from "./signal.js";
import { loadSnapshot, refresh } from "./snapshot.js";
import { canStore } from "./store.js";
import { startUpdates } from "./update.js";
import { loadWords, t } from "./words.js";

// Screens that a device may show before it is registered.
const FREE = ["#/register"];

function guard(path) {
  const { device } = outbox.status();
  return device || FREE.indexOf(path) >= 0 ? null : "#/register";
}

function showWiped() {
  const again = h("a", { class: "btn", href: "/counter/" }, t("wiped_again"));
  showInstead(t("wiped_title"), h("p", {}, t("wiped_what")), h("p", {}, again));
}

async function start() {
  await loadWords();
  hear((word) => {
    if (word === "wiping") showInstead(t("wiping_title"));
    if (word === "wiped") showWiped();
  });
  if (!canStore()) {
    showInstead(t("cannot_title"), h("p", {}, t("cannot_store")));
    return;
  }
  try {
    await outbox.startOutbox();
    await loadSnapshot();
  } catch (error) {
    showInstead(t("cannot_title"), h("p", {}, t("cannot_store")));
    throw error;
  }
  startFrame();
  await startRouter(guard);
  startUpdates().catch(() => null);
  await outbox.flush();
  if (outbox.status().device) await refresh();
}

start();
