/** What is kept on the device: one IndexedDB of two stores, `meta` (by name) and `ops` (by id). */

const NAME = "moli-counter";

// One step for each version of the store; a step adds, and never takes anything away.
const STEPS = [
  (db) => {
    db.createObjectStore("meta");
    db.createObjectStore("ops", { keyPath: "id" });
  },
  (_db, change) => {
    change.objectStore("ops").createIndex("by_state", "state");
  },
];

/** The device is full: nothing was written, nothing is lost. */
export class StoreFull extends Error {
  constructor() {
    super("StoreFull");
    this.name = "StoreFull";
  }
}

let opening = null;

/** Whether this browser can keep anything. */
export const canStore = () => typeof indexedDB !== "undefined" && indexedDB !== null;

function open() {
  if (!opening) {
    opening = new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, STEPS.length);
      asked.onupgradeneeded = ({ oldVersion }) => {
        STEPS.slice(oldVersion).forEach((step) => step(asked.result, asked.transaction));
      };
      asked.onsuccess = () => resolve(watched(asked.result));
      asked.onerror = () => reject(named(asked.error));
    });
    opening.catch(() => (opening = null));
  }
  return opening;
}

/** A connection that steps aside when another tab needs a newer version, or wipes. */
function watched(db) {
  const leave = () => {
    db.close();
    opening = null;
  };
  db.onversionchange = leave;
  db.onclose = leave;
  return db;
}

const named = (error) => (error && error.name === "QuotaExceededError" ? new StoreFull() : error || new Error("store"));

const answered = (asked) =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/** What `work` is given: reads and writes of one transaction. */
function hold(tx) {
  const meta = tx.objectStore("meta");
  const kept = tx.objectStore("ops");
  return {
    get: (name) => answered(meta.get(name)),
    set: (name, value) => answered(meta.put(value, name)),
    drop: (name) => answered(meta.delete(name)),
    op: (id) => answered(kept.get(id)),
    ops: () => answered(kept.getAll()).then((all) => all.sort((one, other) => one.place - other.place)),
    waiting: () =>
      answered(kept.index("by_state").getAll("waiting")).then((all) =>
        all.sort((one, other) => one.place - other.place),
      ),
    put: (op) => answered(kept.put(op)),
    remove: (id) => answered(kept.delete(id)),
  };
}

/**
 * Do `work` in one transaction, all of it or nothing; resolves when it is on the disk.
 *
 * `work` may await what it was given and nothing else: a transaction ends while it waits for
 * another thing.
 */
async function transact(mode, work) {
  let db = await open();
  try {
    return await within(db, mode, work);
  } catch (error) {
    if (!error || error.name !== "InvalidStateError") throw error;
    // The connection had been closed under us: once more with a new one.
    opening = null;
    db = await open();
    return within(db, mode, work);
  }
}

function within(db, mode, work) {
  return new Promise((resolve, reject) => {
    const tx = db.transaction(["meta", "ops"], mode, { durability: "strict" });
    let result;
    let failure = null;
    tx.oncomplete = () => resolve(result);
    tx.onabort = () => reject(named(failure || tx.error));
    work(hold(tx)).then(
      (value) => (result = value),
      (error) => {
        failure = tx.error || error;
        try {
          tx.abort();
        } catch (_) {
          // It has aborted by itself; `onabort` tells.
        }
      },
    );
  });
}

/** Read and write: everything of `work`, or nothing. */
export const change = (work) => transact("readwrite", work);

/** Read only. */
export const look = (work) => transact("readonly", work);

/** Take the whole store off the device. */
export async function destroyStore() {
  if (opening) {
    const db = await opening.catch(() => null);
    if (db) db.close();
    opening = null;
  }
  await new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = resolve;
    asked.onerror = () => reject(asked.error);
  });
}
