/** Registering this device, and signing people in on it: the two things that need a network. */

import { newId } from "./ids.js";
import { flush, loadOutbox, untold } from "./outbox.js";
import { becomeDevice, releaseOf } from "./queue.js";
import { ask } from "./sending.js";
import { tellOthers } from "./signal.js";
import { keepSnapshot, refresh } from "./snapshot.js";
import { change } from "./store.js";

const PATIENCE_MS = 20000;

/** Who has logged in in this browser, and their stations: `{is, data: {person, stations}}`. */
export const whoIsHere = () => ask("/counter/here/", { patience: PATIENCE_MS });

/** The station for which something still waits on this device; it can only become one of that. */
export function stationOfQueue() {
  const first = untold()[0];
  return first ? first.station_key : null;
}

/**
 * Register the device at a station. The key of the request is kept until the answer has come, so
 * that a second try becomes the same device. What waits keeps its order under new numbers.
 */
export async function registerDevice({ station, name, person }) {
  const key = await change(async (tx) => {
    const kept = await tx.get("registering");
    const isSame = kept && kept.station === station.key && kept.person === person.key && kept.name === name;
    const mine = isSame ? kept : { key: newId(), station: station.key, person: person.key, name };
    await tx.set("registering", mine);
    return mine.key;
  });
  const asked = Date.now();
  const said = { request_key: key, station_key: station.key, name };
  const answer = await post("/counter/device/", said);
  if (answer.is !== "answer") {
    // A key that the server will not take again must not be kept.
    if (answer.is === "bad" || answer.is === "revoked") await change((tx) => tx.drop("registering"));
    return answer;
  }
  const { device, snapshot } = answer.data;
  const mine = Object.assign({}, device, { station_key: station.key, station: station.name });
  await becomeDevice(mine, keysOf(snapshot.people));
  await change((tx) => tx.set("person", person.key));
  await keepSnapshot(snapshot, asked);
  await told();
  return answer;
}

const keysOf = (people) => people.map((one) => one.key);

/**
 * Sign in whoever has logged in; from now on they are at the counter. What they did before the
 * device was registered anew is sent.
 */
export async function signIn(person) {
  const answer = await post("/counter/people/", {});
  if (answer.is !== "answer") return answer;
  await refresh();
  await releaseOf(keysOf(answer.data.people));
  await choose(person.key);
  flush().catch(() => null);
  return answer;
}

/** Somebody who has signed in on this device is at the counter now. */
export async function choose(key) {
  await change((tx) => tx.set("person", key));
  await told();
}

async function told() {
  await loadOutbox();
  tellOthers("ops");
}

const post = (path, said) => ask(path, { method: "POST", text: JSON.stringify(said), patience: PATIENCE_MS });

/** End the session of whoever has logged in, and go to the log-in page. */
export async function logInAsOther() {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  const headers = token ? { "X-CSRFToken": token[1] } : {};
  await fetch("/logout/", { method: "POST", headers, redirect: "manual" }).catch(() => null);
  location.href = logInUrl();
}

/** The log-in page, which leads back here. */
export const logInUrl = (hash = "#/sign-in") => `/login/?next=${encodeURIComponent(`/counter/${hash}`)}`;
