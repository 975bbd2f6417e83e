// The field in which a paragraph is edited, one at a time; what is typed is kept from the first letter on.
class Editor {
  constructor(store, doing) {
    this.store = store;
    this.doing = doing;
    this.open = null;
  }

  begin(story, paragraph, words = null) {
    if (this.open?.paragraph === paragraph) return;
    this.done();
    const before = story.slice(Number(paragraph.dataset.start), Number(paragraph.dataset.end));
    const field = make("textarea", {
      id: fresh("text"),
      value: asInField(words ?? before),
      spellcheck: true,
      lang: paragraph.closest("[lang]").lang,
      dir: "auto",
    });
    field.rows = Math.max(2, Math.ceil(field.value.length / 55) + field.value.split("\n").length - 1);
    const form = make(
      "form",
      { className: "editing" },
      make("label", { htmlFor: field.id }, "Edit the paragraph"),
      field,
      make("button", { type: "submit", className: "main", title: "Ctrl and Enter" }, "Done"),
      button("Cancel", () => this.cancel()),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.done({ focus: true });
    });
    field.addEventListener("input", () => this.keep());
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.done({ focus: true });
      else if (event.key === "Escape" && field.value === asInField(before)) this.cancel();
    });
    this.open = { story, paragraph, before, field, form };
    paragraph.hidden = true;
    paragraph.closest(".words").classList.add("open");
    paragraph.after(form);
    field.focus();
    if (words !== null) this.keep();
  }

  keep() {
    const { story, paragraph, before, field } = this.open;
    const start = Number(paragraph.dataset.start);
    this.store.set(DRAFT + story.key, { path: story.path, start, before, value: field.value });
  }

  done({ focus = false } = {}) {
    if (!this.open) return;
    const { story, paragraph, before, field } = this.open;
    const value = field.value;
    this.close(focus);
    if (value !== asInField(before))
      this.doing.change(story, {
        start: Number(paragraph.dataset.start),
        before,
        after: story.written(before, value),
        rule: "",
      });
  }

  cancel() {
    this.close(true);
    this.doing.closed();
  }

  close(focus) {
    const { story, paragraph, form } = this.open;
    this.open = null;
    this.store.remove(DRAFT + story.key);
    form.remove();
    paragraph.hidden = false;
    const words = paragraph.closest(".words");
    words.classList.remove("open");
    if (focus) words.querySelector(".edit").focus({ preventScroll: true });
  }

  // What was typed when the page was closed.
  restore(stories) {
    for (const story of stories) {
      const draft = this.store.get(DRAFT + story.key);
      if (!draft) continue;
      const paragraphs = [...story.section.querySelectorAll("p[data-start]")];
      const words = ({ dataset }) => story.slice(Number(dataset.start), Number(dataset.end));
      const same = paragraphs.filter((paragraph) => words(paragraph) === draft.before);
      const here = same.find(({ dataset }) => Number(dataset.start) === draft.start) ?? same[0];
      if (here) this.begin(story, here, draft.value);
      else this.doing.strand(story, draft);
    }
  }
}
