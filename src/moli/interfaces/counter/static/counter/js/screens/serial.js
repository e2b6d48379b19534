/** A scale on a cable, where the browser can speak with one. */

import { readScaleLine } from "./scale.js";

const WAIT_MS = 6000;

export const canReadScale = () => "serial" in navigator;

/**
 * The grams of the first steady line that a scale sends. Throws where nobody chose a scale, or
 * none that can be understood came within six seconds.
 */
export async function readScale() {
  const [known] = await navigator.serial.getPorts();
  const port = known || (await navigator.serial.requestPort());
  await port.open({ baudRate: 9600 });
  const reader = port.readable.getReader();
  const timer = setTimeout(() => reader.cancel(), WAIT_MS);
  try {
    return await steadyGrams(reader);
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
    await port.close();
  }
}

async function steadyGrams(reader) {
  const decoder = new TextDecoder("ascii");
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error("scale");
    const lines = (rest + decoder.decode(value, { stream: true })).split(/[\r\n]+/);
    rest = lines.pop().slice(-64);
    const steady = lines.map(readScaleLine).find((read) => read && read.isSteady);
    if (steady) return steady.grams;
  }
}
