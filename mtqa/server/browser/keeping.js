// What is not on the server's disk yet is kept in this browser, and sent until the server says that it is there.
class Store {
  constructor() {
    this.memory = new Map();
    this.isDurable = true;
  }

  set(name, value) {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(name, text);
      this.memory.delete(name);
    } catch {
      // Full or forbidden: while the page stays open.
      this.isDurable = false;
      this.memory.set(name, text);
    }
  }

  get(name) {
    try {
      return JSON.parse(this.memory.get(name) ?? localStorage.getItem(name));
    } catch {
      return null;
    }
  }

  remove(name) {
    this.memory.delete(name);
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing was kept there either.
    }
  }

  names(prefix) {
    let kept = [];
    try {
      kept = Object.keys(localStorage);
    } catch {
      // As above.
    }
    return [...new Set([...kept, ...this.memory.keys()])].filter((name) => name.startsWith(prefix)).sort();
  }
}

const STEP = "mtqa-step-";
const REFUSED = "mtqa-refused-";
const DRAFT = "mtqa-draft-";
// Milliseconds.
const SOON = 1_000;
const LATE = 8_000;
const PATIENCE = 20_000;
const READING = 180_000;

async function ask(path, value, patience = PATIENCE) {
  const post = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(value),
  };
  const options = value === undefined ? {} : post;
  const where = new URL(path, location.origin + location.pathname);
  const answer = await fetch(where, { ...options, cache: "no-store", signal: AbortSignal.timeout(patience) });
  // Whoever answers with something else is not our server.
  return { status: answer.status, body: await answer.json() };
}

class Outbox {
  constructor(store, { changed, emptied }) {
    this.store = store;
    this.changed = changed;
    this.emptied = emptied;
    this.isConnected = true;
    this.trouble = "";
    this.count = 0;
    this.delay = SOON;
    this.known = new Map();
  }

  // Which stories are under review here.
  serve(stories) {
    this.known = new Map(stories.map(({ key, path }) => [key, path]));
    for (const name of this.store.names(STEP)) {
      const item = this.store.get(name);
      if (!item || this.known.has(item.key) || ![...this.known.values()].includes(item.path)) continue;
      this.refuse(name, item, "the file of the story was changed meanwhile");
    }
  }

  get waiting() {
    return this.store.names(STEP).filter((name) => this.known.has(this.store.get(name)?.key));
  }

  get refused() {
    return this.store.names(REFUSED).map((name) => ({ name, ...this.store.get(name) }));
  }

  add(story, step) {
    this.count += 1;
    const order = `${String(Date.now()).padStart(15, "0")}-${String(this.count).padStart(6, "0")}`;
    this.store.set(`${STEP}${order}-${step.id}`, { key: story.key, path: story.path, step });
    this.changed();
    return this.flush();
  }

  refuse(name, item, problem) {
    this.store.set(REFUSED + item.step.id, { ...item, problem });
    this.store.remove(name);
  }

  // One at a time, in order; a step that was sent twice counts once.
  flush() {
    this.sending ??= this.send().finally(() => {
      this.sending = null;
      this.changed();
    });
    return this.sending;
  }

  async send() {
    clearTimeout(this.timer);
    const isAny = this.waiting.length > 0;
    for (let [name] = this.waiting; name; [name] = this.waiting) {
      const item = this.store.get(name);
      let answer;
      try {
        answer = await ask(`stories/${item.key}/steps`, item.step);
      } catch {
        this.met(false);
        return;
      }
      if (answer.status >= 500) {
        this.met(true, answer.body.problem);
        return;
      }
      if (answer.status === 200) this.store.remove(name);
      else this.refuse(name, item, answer.body.problem);
      this.met(true);
    }
    if (isAny) this.emptied();
  }

  // What was seen of the server.
  met(isConnected, trouble = "") {
    const isBetter = isConnected && !trouble;
    this.isConnected = isConnected;
    this.trouble = trouble;
    clearTimeout(this.timer);
    if (!isBetter) this.timer = setTimeout(() => this.flush(), this.delay);
    this.delay = isBetter ? SOON : Math.min(LATE, this.delay * 2);
    this.changed();
  }
}
