// A page that is put in the place of another, and the reader stays where they are.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const sections = (within = document) => all("section.story", within);

// The choices that there are now, chosen as before.
function renewFilters(page) {
  const [panel, fresh] = [document, page].map((within) => within.querySelector(".tools .panel"));
  if (!panel || !fresh) return;
  const chosen = new Map(all("input", panel).map((input) => [input.name + input.value, input.checked]));
  const least = panel.querySelector("[type=range]").value;
  const isAtLeast = Number(least) > Number(panel.querySelector("[type=range]").min);
  for (const input of all("input[type=checkbox]", fresh)) input.checked = chosen.get(input.name + input.value) ?? input.checked;
  if (isAtLeast) fresh.querySelector("[type=range]").value = least;
  fresh.querySelector("[name=keys]").parentElement.append(
    "; a takes the first suggestion, d dismisses, e edits, u takes back",
  );
  panel.replaceWith(document.adoptNode(fresh));
}

// Where the reader is, so that nothing jumps.
function seen() {
  const paragraph = all("p[data-start]").find((each) => each.getBoundingClientRect().bottom > window.innerHeight / 4);
  if (!paragraph) return null;
  const place = sections().indexOf(paragraph.closest("section.story"));
  return { place, start: paragraph.dataset.start, top: paragraph.getBoundingClientRect().top };
}

function again(anchor) {
  if (!anchor) return;
  const paragraph = sections()[anchor.place].querySelector(`p[data-start="${anchor.start}"]`);
  if (paragraph) window.scrollBy({ top: paragraph.getBoundingClientRect().top - anchor.top, behavior: "instant" });
}

function focused() {
  const active = document.activeElement;
  const section = active.closest("section.story");
  if (!section) return null;
  const at = active.closest(".finding") ?? active.closest(".words")?.querySelector("p");
  if (!at) return null;
  const isCard = at.matches(".finding");
  return { active, place: sections().indexOf(section), isCard, start: Number(at.dataset.start) };
}

// The finding in the same place, or the next one when it is gone.
function refocus(focus) {
  if (!focus || focus.active.isConnected) return;
  const section = sections()[focus.place];
  let target;
  if (focus.isCard) {
    const cards = all(".finding:not([hidden])", section);
    const behind = cards.filter((card) => Number(card.dataset.start) >= focus.start);
    target = behind[0] ?? cards.at(-1);
  } else {
    target = section.querySelector(`p[data-start="${focus.start}"]`)?.closest(".words").querySelector(".edit");
  }
  (target ?? document.getElementById("main")).focus({ preventScroll: true });
}

// What became of each story.
function outcomes({ outcomes: found, baseline }) {
  if (!found.length) return ["Nothing new to save."];
  return found.map(({ story, file, dismissed, note, problem }) => {
    const said = [];
    if (file) said.push(`the edited story is in ${file}${note ? ` (${note})` : ""}`);
    if (dismissed) said.push(`${counted(dismissed, "finding", "findings")} dismissed for good, noted in ${baseline}`);
    if (!said.length) said.push("the story is as it was");
    const words = problem ? `not saved: ${problem}` : `${said.join("; ")}.`;
    return make("p", problem ? { className: "problem" } : {}, make("b", {}, story), ` ${problem ? "" : "saved: "}${words}`);
  });
}
