/** Codes read by the camera, where the browser can read them. It never blocks typing. */

import { h, icon, put } from "./dom.js";
import { normalCode } from "./scan.js";
import { t } from "./words.js";

const LOOK_EVERY_MS = 160;
const FORMATS = ["code_128", "code_39", "code_93", "ean_13", "itf", "qr_code"];

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
