/**
 * Codes as they come to a counter: by a scanner, which types fast and ends with Enter wherever the
 * focus is; by the camera, where the browser can read codes; or typed. None of them ever blocks
 * another.
 */

import { h, icon, put } from "./dom.js";
import { t } from "./words.js";

// A scanner leaves a few milliseconds between two signs; a person needs ten times as long.
const PAUSE_MS = 45;
const SHORTEST = 6;
const LOOK_EVERY_MS = 160;
const FORMATS = ["code_128", "code_39", "code_93", "ean_13", "itf", "qr_code"];

let burst = null;
let takers = [];

/** A carrier's number as it is compared: half-width, upper case, without blanks. */
export function normalCode(text) {
  return String(text ?? "")
    .normalize("NFKC")
    .replace(/\s/g, "")
    .toUpperCase();
}

/**
 * Hand every scanned code to `take` while `place` is on the page; the screen that came last is
 * asked first. What the scanner typed into some other box is taken out of it again.
 */
export function onScan(place, take) {
  takers.push({ place, take });
}

function taker() {
  takers = takers.filter(({ place }) => place.isConnected);
  const seen = takers.filter(({ place }) => !document.querySelector("dialog[open]") || inDialog(place));
  return seen[seen.length - 1];
}

const inDialog = (place) => Boolean(place.closest("dialog[open]"));

function heard(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Enter") return ended(event);
  if (event.key.length !== 1) {
    // Capitals come with Shift; whoever moves on has ended what was typed before.
    if (event.key !== "Shift") burst = null;
    return;
  }
  const now = event.timeStamp;
  const goesOn = burst && now - burst.last <= PAUSE_MS && burst.target === event.target;
  if (!goesOn) burst = begun(event.target);
  burst.text += event.key;
  burst.last = now;
}

function begun(target) {
  const isBox = "value" in target && target.type !== "button";
  return { text: "", last: 0, target, before: isBox ? target.value : null };
}

function ended(event) {
  const read = burst;
  burst = null;
  const isQuick = read && event.timeStamp - read.last <= PAUSE_MS * 2;
  if (!isQuick || read.text.length < SHORTEST) return;
  const one = taker();
  if (!one) return;
  event.preventDefault();
  event.stopPropagation();
  if (read.before !== null && read.target.value !== read.before) {
    read.target.value = read.before;
    read.target.dispatchEvent(new Event("input", { bubbles: true }));
  }
  one.take(normalCode(read.text));
}

document.addEventListener("keydown", heard, true);

/**
 * Put a button beside a box that opens the camera, and a place below in which its picture shows.
 * What it reads goes to `take`.
 */
export function withCamera(input, take) {
  const place = h("div", { class: "camera", "aria-live": "polite" });
  const open = () => look(place, take, input);
  const button = h("button", { type: "button", class: "btn alt nb", "aria-label": t("scan_camera"), onclick: open }, icon("camera"), t("scan_camera_short"));
  const row = h("div", { class: "row with-camera" });
  input.replaceWith(row);
  put(row, input, button);
  row.after(place);
}

async function look(place, take, input) {
  const looking = await started().catch(() => null);
  if (!looking) {
    put(place, h("p", { class: "hint" }, t("scan_no_camera")));
    input.focus();
    return;
  }
  const video = h("video", { playsinline: true, muted: true, "aria-label": t("scan_picture") });
  video.srcObject = looking.stream;
  const end = () => {
    looking.stream.getTracks().forEach((track) => track.stop());
    put(place);
  };
  const close = h("button", { type: "button", class: "btn alt full", onclick: () => (end(), input.focus()) }, t("scan_close"));
  put(place, video, h("p", { class: "hint" }, t("scan_hold")), close);
  // Waiting for the first picture could take for ever; looking at none does no harm.
  video.play().catch(() => null);
  const code = await firstCode(looking, video);
  end();
  if (code) take(normalCode(code));
}

async function started() {
  if (!("BarcodeDetector" in window)) return null;
  const known = await window.BarcodeDetector.getSupportedFormats();
  const formats = FORMATS.filter((format) => known.includes(format));
  if (!formats.length) return null;
  const detector = new window.BarcodeDetector({ formats });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  return { detector, stream };
}

async function firstCode({ detector, stream }, video) {
  while (video.isConnected && stream.active) {
    const [found] = await detector.detect(video).catch(() => []);
    if (found) return found.rawValue;
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  }
  stream.getTracks().forEach((track) => track.stop());
  return "";
}
