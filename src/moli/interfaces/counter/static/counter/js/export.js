/** A file of what the server has not taken over, for people and for programs. */

import { moment } from "./clock.js";
import { t } from "./words.js";

const RELEASE_MS = 60000;

/** Photos make a file that nobody can read; the weighing they belong to is in it. */
function readable(op) {
  const body = Object.assign({}, op.body);
  if (body.photo) body.photo = `${body.photo.length} B`;
  return {
    what: t(`kind_${op.kind}`),
    state: t(`exported_${op.state}`),
    made_at: op.made_at,
    why: (op.answer && op.answer.sentence) || "",
    operation: Object.assign({}, op, { body }),
  };
}

/** Let the browser save the file; nothing is sent anywhere. */
export function saveFile(ops, device) {
  const told = {
    station: device ? device.station : "",
    device: device ? device.name : "",
    saved_at: moment(),
    operations: ops.map(readable),
  };
  const blob = new Blob([JSON.stringify(told, null, 2)], { type: "application/json" });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = `moli-${moment().slice(0, 16).replace(/[:T]/g, "-")}.json`;
  document.body.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_MS);
}
