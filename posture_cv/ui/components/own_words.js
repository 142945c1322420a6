// Says in the page's language what Streamlit words itself: its buttons, limits and the names of its controls.
const ATTRIBUTES = ["alt", "aria-label", "placeholder", "title"];
const WIDGETS = ["stFileUploader", "stCameraInput", "InputInstructions", "stNumberInput", "stSelectbox", "stSelectboxVirtualDropdown"];
const FRAME = ["stSkipToContent", "stHeaderLogo", "stSidebarLogo", "stDialog", "stConnectionStatus", "stTooltipContent", "stTooltipErrorContent"];
const SPOKEN_BY_STREAMLIT = [...WIDGETS, ...FRAME].map((name) => `[data-testid="${name}"]`).join(", ");
const ICON = '[role="img"][aria-label$=" icon"]'; // called by an English name, and drawn beside words that say the same
const HELD = Symbol.for("posture_cv.own_words"); // one watcher for the document, however often this is mounted

function reader([from, to]) {
  const names = [...from.matchAll(/\{(\w+)\}/g)].map((field) => field[1]);
  const parts = from.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const known = new RegExp(`^${parts.join("(.+)")}$`, "s");
  return (words) => {
    const found = known.exec(words);
    return found && to.replace(/\{(\w+)\}/g, (_, name) => found[1 + names.indexOf(name)]);
  };
}

// Those without a field first: they are the surer match.
function readers(pairs) {
  const fields = (pair) => pair[0].split("{").length;
  return [...pairs].sort((a, b) => fields(a) - fields(b) || b[0].length - a[0].length).map(reader);
}

function inOtherWords(text, known) {
  const words = text?.trim();
  for (const read of words ? known : []) {
    const said = read(words);
    if (said !== null) return text.replace(words, () => said);
  }
  return null;
}

function say(root, known) {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = root.nodeType === Node.TEXT_NODE ? root : texts.nextNode(); node; node = texts.nextNode()) {
    const said = node.parentElement?.closest(SPOKEN_BY_STREAMLIT) && inOtherWords(node.data, known);
    if (said) node.data = said;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  for (const icon of [root, ...root.querySelectorAll(ICON)]) if (icon.matches(ICON)) icon.setAttribute("aria-hidden", "true");
  const named = ATTRIBUTES.map((name) => `[${name}]`).join(", ");
  for (const element of [root, ...root.querySelectorAll(named)]) {
    for (const name of ATTRIBUTES) {
      const said = inOtherWords(element.getAttribute(name), known);
      if (said) element.setAttribute(name, said);
    }
  }
}

export default function ({ data }) {
  const page = document.documentElement;
  page.lang = data.language;
  const before = page[HELD];
  if (before?.language === data.language) return;
  before?.watcher.disconnect();
  if (before) say(document.body, readers(before.pairs.map(([from, to]) => [to, from])));
  const pairs = Object.entries(JSON.parse(data.phrases));
  const known = readers(pairs);
  const watcher = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") for (const node of addedNodes) say(node, known);
      else say(target, known);
    }
  });
  page[HELD] = { language: data.language, pairs, watcher };
  if (!pairs.length) return;
  say(document.body, known);
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES });
}
