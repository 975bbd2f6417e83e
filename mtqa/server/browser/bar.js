// The bar that says what is kept, with what was done and the way to save it.
class Bar {
  constructor(doing) {
    this.doing = doing;
    this.kept = make("p", { className: "kept", role: "status" });
    this.undo = button("Undo", () => doing.undoLast(), { "aria-keyshortcuts": "u", title: "Key u", hidden: true });
    this.summary = make("summary");
    this.list = make("ul");
    this.done = make("details", { hidden: true }, this.summary, make("div", { className: "panel" }, this.list));
    this.save = button("Save", () => doing.save(), { className: "main save" });
    this.said = make("div", { className: "said", role: "status" });
    this.refused = make("div", { className: "refused" });
    this.element = make(
      "section",
      { className: "keeping", "aria-label": "Your review" },
      this.refused,
      this.said,
      make("div", { className: "line" }, this.kept, this.undo, this.done, this.save),
    );
    document.addEventListener("click", ({ target }) => {
      if (!target.closest(".keeping details")) this.done.open = false;
    });
  }

  tell(words, last) {
    if (this.kept.textContent !== words) this.kept.textContent = words;
    this.undo.hidden = !last;
    this.undo.setAttribute("aria-label", last ? `Undo: ${last}` : "Undo");
  }

  say(...children) {
    const close = button("×", () => this.said.replaceChildren(), { className: "close", "aria-label": "Close this message" });
    this.said.replaceChildren(...(children.length ? [make("div", {}, ...children), close] : []));
  }

  show(stories) {
    const changes = stories.flatMap((story) => story.changes.map((change) => ({ story, change })));
    this.done.hidden = !changes.length;
    this.summary.textContent = counted(changes.length, "change", "changes");
    this.list.replaceChildren(
      ...changes.map(({ story, change }) => {
        const said = told(change);
        const undo = button("Undo", () => this.doing.undo(story, change), { "aria-label": `Undo ${said}` });
        const end = change.start === null ? make("span", { className: "small-print" }, "edited again since") : undo;
        return make("li", {}, make("span", { dir: "auto" }, said), " ", end);
      }),
    );
  }

  showRefused(items) {
    this.refused.replaceChildren(
      ...items.map((item) => {
        const words = item.step.after ?? item.step.words;
        const field = make("textarea", { id: fresh("refused"), readOnly: true, value: words ?? "", rows: 2 });
        const said = `This did not fit any more: ${item.problem}.`;
        const shown = words
          ? [make("label", { htmlFor: field.id }, `${said} Your words are kept here.`), field]
          : [make("p", {}, said)];
        return make("div", {}, ...shown, button(words ? "Throw away" : "All right", () => this.doing.discard(item)));
      }),
    );
  }
}
