"use strict";

// The text of a story and what is said of it, counted in code points, as the server does.
const points = (words) => Array.from(words);

// Browsers end every line of a text field with LF; the story's own way stays.
function withLinesOf(model, words) {
  const ending = model.includes("\r\n") ? "\r\n" : model.includes("\r") && !model.includes("\n") ? "\r" : "\n";
  return asInField(words).replaceAll("\n", ending);
}

function asInField(words) {
  return words.replace(/\r\n?/g, "\n");
}

class Story {
  constructor(told) {
    Object.assign(this, told);
    this.points = points(told.text);
  }

  slice(start, end) {
    return this.points.slice(start, end).join("");
  }

  // What a paragraph becomes, in the lines of the story.
  written(before, words) {
    return withLinesOf(before.includes("\n") ? before : this.points.join(""), words);
  }

  // The change counts here at once; the server makes the same.
  change({ id, start, before, after, rule }) {
    this.put({ start, before, after });
    this.changes.push({ id, start, before, after, rule });
  }

  undo(change) {
    this.put({ start: change.start, before: change.after, after: change.before });
    this.changes = this.changes.filter((each) => each !== change);
  }

  put(change) {
    this.points.splice(change.start, points(change.before).length, ...points(change.after));
    this.findings = this.findings.filter((finding) => {
      const at = moved(finding.start, points(finding.words).length, change);
      if (at === null) return false;
      for (const choice of finding.choices) choice.start += at - finding.start;
      finding.start = at;
      return true;
    });
    for (const each of this.changes)
      if (each.start !== null) each.start = moved(each.start, points(each.after).length, change);
  }
}

// Where words begin after a change, nowhere if it touched them.
function moved(start, length, change) {
  const end = change.start + points(change.before).length;
  if (start + length <= change.start) return start;
  if (start < end) return null;
  return start + points(change.after).length - points(change.before).length;
}

// Where the border of a paragraph lies after a change inside one.
function shifted(at, change) {
  const end = change.start + points(change.before).length;
  return at >= end && at > change.start ? at + points(change.after).length - points(change.before).length : at;
}
