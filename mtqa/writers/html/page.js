"use strict";

// Goes from finding to finding and shows those that are wanted. Without it the page is whole, with every finding.
(() => {
  const tools = document.querySelector("form.tools");
  if (!tools) return;
  const SEVERITIES = ["critical", "serious", "minor"];
  const NEXT = new Set(["n", "j"]);
  const PREVIOUS = new Set(["p", "k"]);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const cards = () => all(".finding");
  const shown = () => cards().filter((card) => !card.hidden);
  const current = () => document.querySelector(".finding[aria-current]");
  const named = (element) => element.dataset.findings.split(" ");
  const marksOf = (card) => all("mark").filter((mark) => named(mark).includes(card.id));
  const wanted = (name) => all(`input[name=${name}]:checked`, tools).map((box) => box.value);
  const isOn = (name) => wanted(name).length > 0;

  function findings(count) {
    return `${count} ${count === 1 ? "finding" : "findings"}`;
  }

  // One finding at a time is the current one: its card is open and its words stand out.
  function choose(card) {
    const before = current();
    if (before === card) return;
    if (before) {
      before.removeAttribute("aria-current");
      before.querySelector("details").open = isOn("reasons");
      all("mark.current").forEach((mark) => mark.classList.remove("current"));
    }
    if (card) {
      card.setAttribute("aria-current", "true");
      card.querySelector("details").open = true;
      marksOf(card).forEach((mark) => mark.classList.add("current"));
    }
    say();
  }

  function say() {
    const seen = shown();
    const place = seen.indexOf(current()) + 1;
    tools.querySelector(".at").textContent = place ? `${place} of ${seen.length}` : `– of ${seen.length}`;
  }

  function goTo(card) {
    choose(card);
    arrange();
    card.focus({ preventScroll: true });
    const passage = document.getElementById(`${card.id}-passage`);
    const boxes = [card, passage].filter(Boolean).map((element) => element.getBoundingClientRect());
    const top = Math.min(...boxes.map((box) => box.top));
    const high = Math.max(...boxes.map((box) => box.bottom)) - top;
    const room = window.innerHeight - 2 * tools.offsetHeight;
    // Both in the middle of the window, or, where both have no room there, the card.
    if (high <= room) window.scrollBy({ top: top - (window.innerHeight - high) / 2 });
    else card.scrollIntoView({ block: "start" });
  }

  // From the current finding, or from where the reader is.
  function step(by) {
    const seen = shown();
    if (!seen.length) return;
    const at = seen.indexOf(current());
    if (at >= 0) {
      goTo(seen[(at + by + seen.length) % seen.length]);
      return;
    }
    const below = seen.findIndex((card) => card.getBoundingClientRect().bottom > 0);
    const from = below < 0 ? seen.length : below;
    goTo(seen[by > 0 ? from % seen.length : (from - 1 + seen.length) % seen.length]);
  }

  // Cards stand beside their paragraph, or below the cards before; where that is too far off, the text makes room.
  const GAP = 12;
  const FARTHEST = 280;
  const isWide = window.matchMedia("screen and (width >= 58rem)");

  function arrange() {
    // While the text is shorter the window must not move.
    document.body.style.minHeight = `${document.documentElement.scrollHeight}px`;
    settleCards();
    document.body.style.minHeight = "";
  }

  function settleCards() {
    all(".text, .row, .cards").forEach((element) => {
      element.style.paddingBlockEnd = "";
      element.style.top = "";
    });
    if (!isWide.matches) return;
    // All is measured before anything is moved: a browser lays out a page once for many questions, not once for each.
    const texts = all(".text").map((text) => {
      const start = text.getBoundingClientRect().top;
      const rows = all(".row", text)
        .map((row) => ({ row, cards: row.querySelector(".cards") }))
        .filter(({ cards }) => cards && cards.querySelector(".finding:not([hidden])"))
        .map((each) => ({
          ...each,
          top: each.row.getBoundingClientRect().top - start,
          high: each.cards.scrollHeight,
        }));
      return { text, rows, high: text.clientHeight };
    });
    for (const { text, rows, high } of texts) {
      let [bottom, added] = [0, 0];
      for (const { row, cards, top, high: needed } of rows) {
        const lacking = bottom - (top + added) - FARTHEST;
        if (lacking > 0) {
          row.previousElementSibling.style.paddingBlockEnd = `${lacking}px`;
          added += lacking;
        }
        const down = Math.max(0, bottom - (top + added));
        cards.style.top = `${down}px`;
        bottom = top + added + down + needed + GAP;
      }
      text.style.paddingBlockEnd = `${Math.max(0, bottom - high - added)}px`;
    }
  }

  function choices() {
    const severities = new Set(wanted("severity"));
    const kinds = new Set(wanted("kind"));
    const least = Number(tools.elements.confidence.value) / 100;
    return ({ dataset }) =>
      severities.has(dataset.severity) && kinds.has(dataset.kind) && Number(dataset.confidence) >= least - 1e-9;
  }

  function apply() {
    const isWanted = choices();
    const severity = new Map();
    for (const card of cards()) {
      card.hidden = !isWanted(card);
      if (!card.hidden) severity.set(card.id, card.dataset.severity);
      const passage = document.getElementById(`${card.id}-passage`);
      if (passage) passage.hidden = card.hidden;
    }
    for (const mark of all("mark")) {
      const here = named(mark).filter((name) => severity.has(name));
      const gravest = SEVERITIES.find((each) => here.some((name) => severity.get(name) === each));
      mark.classList.remove(...SEVERITIES);
      mark.classList.add(...(gravest ? [gravest] : []));
      mark.classList.toggle("off", !gravest);
      mark.classList.toggle("several", here.length > 1);
    }
    if (current()?.hidden) choose(null);
    const total = cards().length;
    const count = severity.size;
    tools.querySelector(".count").textContent =
      count === total ? `Showing all ${findings(total)}` : `Showing ${count} of ${findings(total)}`;
    say();
  }

  function settle({ target }) {
    if (target.name === "reasons")
      all(".finding details").forEach((details) => {
        details.open = isOn("reasons") || details.closest(".finding") === current();
      });
    else if (target.name === "beside") document.body.classList.toggle("alone", !isOn("beside"));
    else if (target.name !== "keys") apply();
    sayLeast();
  }

  function sayLeast() {
    const slider = tools.elements.confidence;
    tools.querySelector(".least").textContent = `${slider.value}% sure`;
    slider.setAttribute("aria-valuetext", `${slider.value}% sure`);
  }

  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", settle);
  tools.addEventListener("reset", () => {
    window.setTimeout(() => {
      document.body.classList.remove("alone");
      all(".finding details").forEach((details) => {
        details.open = details.closest(".finding") === current();
      });
      apply();
      sayLeast();
    });
  });
  tools.querySelector(".next").addEventListener("click", () => step(1));
  tools.querySelector(".previous").addEventListener("click", () => step(-1));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tools.querySelector("details").open = false;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !isOn("keys")) return;
    if (event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=range])")) return;
    if (NEXT.has(event.key)) step(1);
    else if (PREVIOUS.has(event.key)) step(-1);
    else return;
    event.preventDefault();
  });

  // What is pressed stays where it is until it is let go: cards move when another one is chosen.
  let isPressed = false;
  window.addEventListener("pointerdown", () => {
    isPressed = true;
  });
  for (const end of ["pointerup", "pointercancel"])
    window.addEventListener(end, () => {
      isPressed = false;
    });

  document.addEventListener("focusin", ({ target }) => {
    const card = target.closest(".finding");
    if (card && !isPressed) choose(card);
    if (!target.closest(".tools details")) tools.querySelector("details").open = false;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.reference");
    const mark = event.target.closest("mark");
    const card = event.target.closest(".finding");
    const isSelecting = !window.getSelection().isCollapsed;
    if (card) choose(card);
    if (!event.target.closest(".tools details")) tools.querySelector("details").open = false;
    if (link) {
      event.preventDefault();
      goTo(document.querySelector(link.hash));
    } else if (mark && !isSelecting) {
      const here = named(mark).map((name) => document.getElementById(name)).filter((card) => card && !card.hidden);
      // A second click goes on to the next of several findings.
      if (here.length) goTo(here[(here.indexOf(current()) + 1) % here.length]);
    }
  });

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = all(".finding details:not([open])");
    opened.forEach((details) => {
      details.open = true;
    });
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((details) => {
      details.open = false;
    });
  });

  // Also when another script has put other stories in place.
  function begin() {
    sizes.disconnect();
    cards().forEach((card) => sizes.observe(card));
    apply();
    sayLeast();
  }

  tools.hidden = false;
  document.documentElement.classList.add("floating");
  isWide.addEventListener("change", arrange);
  const sizes = new ResizeObserver(arrange);
  document.addEventListener("stories", begin);
  begin();
})();
