/** Taking everything off a device that was revoked. */

import { tell } from "./signal.js";
import { destroyStore } from "./store.js";

/** Store, caches, words kept beside them, then the worker; the server is told that it is done. */
export async function wipe() {
  tell("wiping");
  await destroyStore();
  if (typeof caches !== "undefined") {
    const names = await caches.keys();
    await Promise.all(names.map((name) => caches.delete(name)));
  }
  if (typeof localStorage !== "undefined") localStorage.clear();
  await fetch("/counter/wiped/", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Moli-Counter": "1" },
    body: "{}",
    credentials: "same-origin",
  }).catch(() => null);
  tell("wiped");
  const registration = await ownRegistration();
  if (registration) await registration.unregister();
}

function ownRegistration() {
  if (typeof registration !== "undefined") return registration;
  if (typeof navigator === "undefined" || !navigator.serviceWorker) return null;
  return navigator.serviceWorker.getRegistration("/counter/");
}
