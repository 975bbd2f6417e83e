// What can be done with a finding.
function decorated(card, finding, doing) {
  const actions = card.querySelector(".actions");
  // Above the reasons, which open and close.
  card.querySelector("details").before(actions);
  card.classList.toggle("dismissed", Boolean(finding?.dismissed));
  if (!finding) {
    actions.replaceChildren(make("p", { className: "settled" }, "Changed. It will be checked again."));
    return;
  }
  if (finding.dismissed) {
    actions.replaceChildren(
      make("p", { className: "settled" }, `Not a fault. ${finding.dismissed.why}`),
      button("Undo", () => doing.restore(finding), { className: "undo" }),
    );
    return;
  }
  const uses = finding.choices.map((choice, number) =>
    button(choice.after ? `Use ${quoted(choice.after, Infinity)}` : "Leave it out", () => doing.use(finding, choice), {
      className: "use",
      ...(number ? {} : { "aria-keyshortcuts": "a", title: "Key a" }),
    }),
  );
  const dismiss = button("Not a fault…", () => asking(card, finding, doing), {
    className: "dismiss",
    "aria-keyshortcuts": "d",
    title: "Key d",
  });
  const edit = button("Edit…", () => doing.edit(card), { "aria-keyshortcuts": "e", title: "Key e" });
  actions.replaceChildren(...uses, edit, dismiss);
}

function asking(card, finding, doing) {
  const reason = make(
    "select",
    { id: fresh("reason") },
    ...doing.reasons.map(({ name, words }) => make("option", { value: name }, words)),
  );
  const note = make("input", { type: "text", id: fresh("note"), maxLength: 300, autocomplete: "off" });
  const cancel = () => {
    decorated(card, finding, doing);
    card.focus({ preventScroll: true });
    doing.closed();
  };
  const form = make(
    "form",
    { className: "dismissing" },
    make("label", { htmlFor: reason.id }, "Why is it not a fault?"),
    reason,
    make("label", { htmlFor: note.id }, "Note, if you like"),
    note,
    make("button", { type: "submit", className: "main" }, "Dismiss"),
    button("Cancel", cancel),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    doing.dismiss(finding, reason.value, note.value.trim());
    card.focus({ preventScroll: true });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
  });
  card.querySelector(".actions").replaceChildren(form);
  reason.focus();
}
