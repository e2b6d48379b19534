/** The worker that keeps the app, and new versions of it: each waits until the clerk takes it. */

const listeners = [];
let waitingWorker = null;
let isAsked = false;

/** Whether the app opens without a network in this browser. */
export const canKeepApp = () => "serviceWorker" in navigator;

/** Whether a new version waits to be taken. */
export const hasNewVersion = () => waitingWorker !== null;

/** Call `listener` when a new version has come. */
export const onNewVersion = (listener) => listeners.push(listener);

/** Take the new version: the page is loaded anew. What waits to be sent is on the disk. */
export function takeOver() {
  isAsked = true;
  waitingWorker.postMessage("take over");
}

/** Begin: register the worker, and look for a newer one. */
export async function startUpdates() {
  if (!canKeepApp()) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isAsked) location.reload();
  });
  const registration = await navigator.serviceWorker.register("/counter/sw.js", { scope: "/counter/" });
  seen(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming.addEventListener("statechange", () => seen(registration));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => null);
  });
}

function seen(registration) {
  // Without a controller it is the very first version, which takes over by itself.
  waitingWorker = navigator.serviceWorker.controller ? registration.waiting : null;
  if (waitingWorker) listeners.forEach((listener) => listener());
}
