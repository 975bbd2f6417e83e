// Elements are made one by one: words of a story are text, whatever they look like.
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function button(words, action, properties = {}) {
  const made = make("button", { type: "button", ...properties }, words);
  made.addEventListener("click", action);
  return made;
}

function counted(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

const LONGEST = 60;

// Words in quotation marks, no longer than fits on a line.
function quoted(words, longest = LONGEST) {
  const plain = words.split(/\s+/).filter(Boolean).join(" ");
  const cut = points(plain);
  return `“${cut.length > longest ? `${cut.slice(0, longest).join("").trimEnd()}…` : plain}”`;
}

function told({ before, after }) {
  if (!after.trim()) return `${quoted(before)} left out`;
  return before.trim() ? `${quoted(before)} → ${quoted(after)}` : `${quoted(after)} put in`;
}

let made = 0;

// A name for an element that a label is for.
function fresh(name) {
  made += 1;
  return `${name}-${made}`;
}
