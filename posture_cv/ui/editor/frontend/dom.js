// Small makers of page parts.
function element(tag, attributes = {}, parent = null, words = "") {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (words) node.textContent = words;
  parent?.append(node);
  return node;
}

// A text with its fields filled in; one that counts has a form for each class of numbers.
function fill(template, values, locale = "en") {
  const form = typeof template === "string" ? template : (template[new Intl.PluralRules(locale).select(values.count)] ?? template.other);
  return form.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

const ICONS = {
  undo: "M9 7 4 12l5 5M4 12h10a6 6 0 0 1 0 12h-2",
  redo: "m15 7 5 5-5 5M20 12H10a6 6 0 0 0 0 12h2",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  wide: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
  plumb: "M12 3v12M9 3h6M12 15l3 4-3 3-3-3z",
  vertical: "M12 3v18M8 3h8M8 21h8",
  known: "M4 20 20 4M2 18l4 4M18 2l4 4M9 13l2 2M13 9l2 2",
  names: "M4 7h10l6 5-6 5H4z",
  free: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
  up: "M12 3v18M8 7l4-4 4 4M8 17l4 4 4-4",
  across: "M3 12h18M7 8l-4 4 4 4M17 8l4 4-4 4",
  check: "m5 12 5 5 9-10",
  unsure: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.200-1.500 2.300M12 18.500v.2",
  hidden: "M4 4l16 16M9.500 9.700a3.200 3.200 0 0 0 4.700 4.500M6 7C4 8.500 3 12 3 12s3 6 9 6c1.500 0 2.800-.3 4-.9M10 6.200c.6-.1 1.300-.2 2-.2 6 0 9 6 9 6s-.6 1.200-1.700 2.500",
  back: "M5 5v6h6M5.500 11A7.500 7.500 0 1 1 7 17",
  next: "M5 12h13M13 6l6 6-6 6",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", name === "undo" || name === "redo" ? "1 4 22 22" : "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// A button with an icon, and its words beside it or only for those who cannot see it.
function button(parent, { name, words, bare = false, title = words, act }) {
  const node = element("button", { type: "button", class: bare ? "tool bare" : "tool", title, "data-act": name }, parent);
  node.append(icon(name in ICONS ? name : "next"));
  const label = element("span", { class: bare ? "unseen" : "label" }, node, words);
  node.addEventListener("click", act);
  node.say = (text) => {
    if (label.textContent !== text) label.textContent = text;
  };
  return node;
}
