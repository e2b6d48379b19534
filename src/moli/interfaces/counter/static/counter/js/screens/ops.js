/** What became of an operation, as a clerk is told it. */

import { t } from "../words.js";

const STATES = { waiting: "waits", sent: "sent", refused: "back", conflict: "back", absent: "back" };

/** "waits", "sent", "back" (somebody decides), or "away": put aside, or done again as another. */
export const stateOf = (op) => STATES[op.state] || "away";

/** Why it came back, as the server said it, or why it cannot be sent yet. */
export const sentenceOf = (op) => (op.state === "absent" ? t("queue_absent") : (op.answer && op.answer.sentence) || "");
