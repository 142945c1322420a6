// What is typed or chosen on the page belongs to the client: the browser writes none of it into its memory of forms and of open tabs.
const NEVER_SENT = "posture_cv-unkept"; // a form's setting is the only one a text area goes by
const WATCHER = Symbol.for("posture_cv.unkept"); // one for the document, however often this is mounted

function leaveUnkept(control) {
  if (control.type === "password") return; // kept by no browser, unless its user wants that
  if (control.getAttribute("autocomplete") !== "off") control.setAttribute("autocomplete", "off");
  if (control.tagName === "TEXTAREA" && !control.form) control.setAttribute("form", NEVER_SENT);
}

function all(root) {
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  if (root.matches("input, textarea, select")) leaveUnkept(root);
  for (const control of root.querySelectorAll("input, textarea, select")) leaveUnkept(control);
}

export default function () {
  if (document[WATCHER]) return;
  const form = Object.assign(document.createElement("form"), { id: NEVER_SENT, autocomplete: "off", hidden: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.body.append(form);
  all(document.body);
  document[WATCHER] = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") all(target);
      else for (const node of addedNodes) all(node);
    }
  });
  document[WATCHER].observe(document.body, { subtree: true, childList: true, attributeFilter: ["autocomplete"] });
}
