/** What became of an operation, as a clerk is told it. */

const STATES = { waiting: "waits", sent: "sent", refused: "back", conflict: "back" };

/** "waits", "sent", "back" (somebody decides), or "away": put aside, or done again as another. */
export const stateOf = (op) => STATES[op.state] || "away";

/** Why it came back, as the server said it. */
export const sentenceOf = (op) => (op.answer && op.answer.sentence) || "";
