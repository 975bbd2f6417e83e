// An editor's decisions on this page, each sent as it is made.
(() => {
  // Milliseconds.
  const PAUSE = 500;
  const PULSE = 5_000;
  const store = new Store();
  const step = (kind, more) => ({ kind, id: crypto.randomUUID(), ...more });
  const tools = document.querySelector("form.tools");
  let stories = [];
  let rendered = [];
  let reasons = [];
  let recent = [];
  let generation = 0;
  let isChecking = false;
  let isDue = false;
  let isSaving = false;
  let timer;

  const outbox = new Outbox(store, { changed: tell, emptied: soon });
  const editor = new Editor(store, { change, strand, closed: soon });
  const bar = new Bar({ undo, undoLast, save, discard });

  function tell() {
    const waiting = outbox.waiting.length;
    const kept = store.isDurable ? "in this browser and will be sent" : "while this page stays open, and will be sent";
    const isSaved = stories.every((story) => story.saved);
    let words = isSaved ? "All changes kept." : "All changes kept, not saved as a file yet.";
    if (!stories.length || (isSaved && !waiting && !stories.some((story) => story.changes.length))) words = "Everything you do is kept.";
    if (isChecking) words = "All changes kept. Checking the story again…";
    if (waiting) words = "Keeping your changes…";
    if (outbox.trouble) words = `Your changes are kept ${kept}: ${outbox.trouble}.`;
    if (!outbox.isConnected)
      words = waiting ? `Connection lost. Your changes are kept ${kept}.` : "Connection lost. Everything you did is kept.";
    if (isSaving) words = "Saving…";
    bar.tell(words, recent.at(-1)?.said);
    const refused = outbox.refused.filter((item) => stories.some((story) => story.path === item.path));
    const names = refused.map((item) => item.name).join();
    if (names !== bar.refused.dataset.names) {
      bar.showRefused(refused);
      bar.refused.dataset.names = names;
    }
  }

  // What is done here.

  function change(story, { start, before, after, rule }) {
    const made = step("change", { start, before, after, rule });
    put(story, made);
    story.change(made);
    story.saved = false;
    remember(story, made.id, told(made));
    send(story, made);
  }

  function use(story, finding, choice) {
    const card = cardOf(story, finding);
    change(story, { ...choice, rule: finding.rule });
    card.focus({ preventScroll: true });
  }

  function dismiss(story, finding, reason, note) {
    const { rule, start, words } = finding;
    const made = step("dismiss", { rule, start, words, reason, note });
    const said = reasons.find((each) => each.name === reason).words;
    finding.dismissed = { id: made.id, why: reason === "other" ? note || said : note ? `${said}: ${note}` : said };
    story.saved = false;
    remember(story, made.id, `${quoted(words)} is not a fault`);
    send(story, made);
  }

  function restore(story, finding) {
    const { id } = finding.dismissed;
    finding.dismissed = null;
    takeBack(story, id);
    cardOf(story, finding).focus({ preventScroll: true });
  }

  function undo(story, made) {
    const current = story.changes.find((each) => each.id === made.id);
    if (!current || current.start === null) {
      bar.say("These words were edited again since. Edit the paragraph instead.");
      return;
    }
    const back = { start: current.start, before: current.after, after: current.before };
    put(story, back);
    story.undo(current);
    takeBack(story, current.id);
  }

  function undoLast() {
    const last = recent.at(-1);
    if (!last) return;
    const story = stories.find((each) => each.key === last.key);
    const made = story.changes.find((each) => each.id === last.id);
    const finding = story.findings.find((each) => each.dismissed?.id === last.id);
    recent = recent.filter((each) => each !== last);
    if (made) undo(story, made);
    else if (finding) restore(story, finding);
    tell();
  }

  function takeBack(story, id) {
    recent = recent.filter((each) => each.id !== id);
    story.saved = false;
    send(story, step("undo", { of: id }));
  }

  function remember(story, id, said) {
    recent.push({ key: story.key, id, said });
  }

  function send(story, made) {
    generation += 1;
    bar.say();
    dress(story);
    bar.show(stories);
    outbox.add(story, made);
  }

  function strand(story, draft) {
    const made = step("change", { start: draft.start, before: draft.before, after: draft.value, rule: "" });
    store.set(REFUSED + made.id, { key: story.key, path: story.path, step: made, problem: "the paragraph was changed meanwhile" });
    store.remove(DRAFT + story.key);
    tell();
  }

  function discard(item) {
    store.remove(item.name);
    tell();
  }

  // Shows a change in its paragraph, and moves what stands behind.
  function put(story, made) {
    const end = made.start + points(made.before).length;
    const within = all("p[data-start]", story.section).find(
      ({ dataset }) => Number(dataset.start) <= made.start && end <= Number(dataset.end),
    );
    if (within) {
      const [from, to] = [Number(within.dataset.start), Number(within.dataset.end)];
      within.replaceChildren(story.slice(from, made.start) + made.after + story.slice(end, to));
      within.classList.add("pending");
    }
    for (const element of all("[data-start]", story.section)) {
      element.dataset.start = shifted(Number(element.dataset.start), made);
      element.dataset.end = shifted(Number(element.dataset.end), made);
    }
  }

  // What the page shows.

  function cardOf(story, { fingerprint }) {
    return all(".finding", story.section).find((card) => card.dataset.fingerprint === fingerprint);
  }

  function dress(story) {
    const known = new Map(story.findings.map((finding) => [finding.fingerprint, finding]));
    const doing = {
      reasons,
      use: (finding, choice) => use(story, finding, choice),
      dismiss: (finding, reason, note) => dismiss(story, finding, reason, note),
      restore: (finding) => restore(story, finding),
      edit: (card) => editFrom(story, card),
      closed: soon,
    };
    for (const card of all(".finding", story.section)) decorated(card, known.get(card.dataset.fingerprint), doing);
    const dismissed = new Set(all(".finding.dismissed", story.section).map((card) => card.id));
    for (const mark of all("mark", story.section))
      mark.classList.toggle("dismissed", mark.dataset.findings.split(" ").every((name) => dismissed.has(name)));
    for (const words of all(".words", story.section)) {
      const paragraph = words.querySelector("p[data-start]");
      if (!paragraph || words.querySelector(".edit")) continue;
      const named = quoted(story.slice(Number(paragraph.dataset.start), Number(paragraph.dataset.end)));
      paragraph.after(
        button("✎ Edit", () => editor.begin(story, paragraph), { className: "edit", "aria-label": `Edit the paragraph ${named}` }),
      );
    }
  }

  function editFrom(story, card) {
    editor.begin(story, card.closest(".row").querySelector("p[data-start]"));
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  }

  // Has the story checked as it is now, and shows it; not while somebody types, nor before all is sent.
  async function refresh() {
    if (isBusy() || outbox.waiting.length) return;
    if (isChecking) {
      isDue = true;
      return;
    }
    const before = generation;
    isDue = false;
    isChecking = true;
    tell();
    try {
      const { status, body } = await ask("view", undefined, READING);
      if (status !== 200) {
        bar.say(`The story could not be checked again: ${body.problem}`);
        return;
      }
      outbox.met(true);
      // Whoever is busy asks again when done.
      if (before === generation && !isBusy()) show(body);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)) throw error;
      outbox.met(false);
    } finally {
      isChecking = false;
      tell();
      if (isDue) soon();
    }
  }

  // A form that somebody fills in must stay.
  function isBusy() {
    return editor.open !== null || document.querySelector(".dismissing") !== null;
  }

  function show(view) {
    const page = new DOMParser().parseFromString(view.html, "text/html");
    if (!tools && page.querySelector("form.tools")) {
      location.reload();
      return;
    }
    reasons = view.reasons;
    const focus = focused();
    const anchor = seen();
    const old = sections();
    const now = sections(page);
    stories = view.stories.map((told, place) => {
      const story = new Story(told);
      const html = now[place].outerHTML;
      if (html !== rendered[place]) old[place].replaceWith(document.adoptNode(now[place]));
      rendered[place] = html;
      return story;
    });
    sections().forEach((section, place) => {
      stories[place].section = section;
      dress(stories[place]);
    });
    for (const selector of ["body > header", ".index"]) {
      const fresh = page.querySelector(selector);
      if (fresh) document.querySelector(selector)?.replaceWith(document.adoptNode(fresh));
    }
    document.title = page.title;
    renewFilters(page);
    outbox.serve(stories);
    bar.show(stories);
    document.dispatchEvent(new Event("stories"));
    again(anchor);
    refocus(focus);
    tell();
  }

  // Into files.
  async function save() {
    editor.done();
    await outbox.flush();
    if (outbox.waiting.length) {
      bar.say("Not connected, so nothing was saved yet. Your changes are kept and will be sent; then press Save again.");
      return;
    }
    isSaving = true;
    tell();
    try {
      const { status, body } = await ask("saved", step("saved"), READING);
      if (status !== 200) bar.say(`Not saved: ${body.problem}`);
      else bar.say(...outcomes(body));
      if (status === 200) for (const story of stories) story.saved = !body.outcomes.some(({ story: path, problem }) => problem && path === story.path);
    } catch {
      outbox.met(false);
      bar.say("The connection was lost while saving. Press Save again when it is back: nothing is lost.");
    } finally {
      isSaving = false;
      tell();
      soon();
    }
  }

  // From a server that is there, other windows' steps too.
  async function pulse() {
    if (document.hidden || outbox.waiting.length) return;
    try {
      const { status, body } = await ask("alive");
      if (status !== 200) return;
      const wasConnected = outbox.isConnected;
      if (!wasConnected) outbox.met(true);
      const known = stories.reduce((sum, story) => sum + story.seen, 0);
      if (!isChecking && !isSaving && (body.seen !== known || !wasConnected)) soon();
    } catch {
      outbox.met(false);
    }
  }

  const KEYS = {
    a: (card) => card.querySelector(".use")?.click(),
    d: (card) => card.querySelector(".dismiss")?.click(),
    e: (card) => editFrom(stories[sections().indexOf(card.closest("section.story"))], card),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=range])")) return;
    const box = document.querySelector(".tools input[name=keys]");
    if (box && !box.checked) return;
    const card = document.querySelector(".finding[aria-current]");
    if (event.key === "u") undoLast();
    else if (Object.hasOwn(KEYS, event.key) && card) KEYS[event.key](card);
    else return;
    event.preventDefault();
  });

  window.addEventListener("online", () => outbox.flush());
  window.addEventListener("beforeunload", (event) => {
    if (!store.isDurable && (outbox.waiting.length || editor.open)) event.preventDefault();
  });

  async function begin() {
    try {
      const { status, body } = await ask("view", undefined, READING);
      if (status !== 200) {
        bar.say(`The story could not be checked: ${body.problem}`);
        return;
      }
      show(body);
    } catch {
      // The server went away between the page and this.
      outbox.met(false);
      setTimeout(begin, SOON);
      return;
    }
    editor.restore(stories);
    outbox.flush();
    setInterval(pulse, PULSE);
  }

  document.body.classList.add("reviewed");
  document.querySelector("main").after(bar.element);
  begin();
})();
