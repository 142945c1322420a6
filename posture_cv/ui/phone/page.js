// Sends photos one after the other and says what became of each. Nothing is kept on the phone.
const VIEWS = ["front", "left", "back", "right", ""];
const AFTER = { front: "left", left: "back", back: "right" };
const WAIT_MS = 300_000;
const AGAIN_MS = 3_000;
const MOST_TRIES = 20;
const $ = (id) => document.getElementById(id);
let language = DATA.language;
let view = "front";
let sending = Promise.resolve();
let taken = 0;

const words = (key, fields = {}) =>
  Object.entries({ megabytes: Math.round(DATA.most / 1e6), ...fields }).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), DATA.texts[language][key]);
const retold = [];
const tell = (node, key, fields) => {
  const say = () => (node.textContent = words(key, typeof fields === "function" ? fields() : fields));
  retold.push(say);
  say();
};

function nextLanguage() {
  const all = Object.keys(DATA.texts);
  return all[(all.indexOf(language) + 1) % all.length];
}

function speak() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = words(node.dataset.text);
  $("language").textContent = DATA.texts[nextLanguage()].name;
  $("view-title").textContent = words(`view_${view || "any"}`);
  $("guidance").textContent = words(`guide_${view || "any"}`);
  for (const label of $("views").children) label.lastChild.textContent = words(`view_${label.dataset.view || "any"}`);
  for (const say of retold) say();
  if (taken) $("summary").textContent = words("summary", { count: taken });
}

for (const each of VIEWS) {
  const label = document.createElement("label");
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "view", value: each, checked: each === view });
  label.dataset.view = each;
  label.append(radio, document.createTextNode(""));
  radio.addEventListener("change", () => choose(each));
  $("views").append(label);
}

function choose(chosen) {
  view = chosen;
  document.querySelector(`input[name="view"][value="${chosen}"]`).checked = true;
  speak();
}

$("language").addEventListener("click", () => {
  language = nextLanguage();
  speak();
});

function post(file, of, onProgress) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${DATA.to}?view=${of}`);
    request.timeout = WAIT_MS;
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      try {
        done(JSON.parse(request.responseText).said);
      } catch {
        done("lost");
      }
    });
    for (const trouble of ["error", "abort", "timeout"]) request.addEventListener(trouble, () => done("lost"));
    request.send(file);
  });
}

// The computer takes in a few photos at a time and lets none wait: this one knocks again.
async function delivered(row, file, of) {
  if (file.size > DATA.most) return "too_large";
  if (file.size === 0) return "unreadable";
  for (let tries = 1; ; tries += 1) {
    tell(row.said, "sending");
    const said = await post(file, of, (part) => (row.bar.value = part));
    if (said !== "busy" || tries === MOST_TRIES) return said;
    tell(row.said, "said_busy");
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

async function send(row, file, of) {
  row.node.className = "";
  row.bar.hidden = false;
  row.bar.value = 0;
  row.again.hidden = true;
  const said = await delivered(row, file, of);
  row.bar.hidden = true;
  row.node.className = said === "taken" ? "taken" : "failed";
  tell(row.said, `said_${said}`);
  row.again.hidden = !["lost", "full", "busy"].includes(said);
  if (said === "taken") {
    taken += 1;
    $("summary").textContent = words("summary", { count: taken });
    if (row.goesOn && view === of) choose(AFTER[of] ?? of);
  } else {
    row.said.setAttribute("role", "alert");
  }
}

function add(file, of, goesOn) {
  const node = document.createElement("li");
  const title = document.createElement("p");
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const said = document.createElement("p");
  const again = Object.assign(document.createElement("button"), { className: "plain", type: "button", hidden: true });
  const number = $("sent").childElementCount + 1;
  tell(title, "photo", () => ({ number, view: words(`view_${of || "any"}`) }));
  tell(again, "again");
  tell(said, "waiting");
  node.append(title, bar, said, again);
  $("sent").prepend(node);
  const row = { node, bar, said, again, goesOn };
  const go = () => (sending = sending.then(() => send(row, file, of)));
  again.addEventListener("click", go);
  go();
}

for (const id of ["camera", "library"]) {
  $(id).addEventListener("change", (event) => {
    const files = [...event.target.files];
    for (const file of files) add(file, files.length > 1 ? "" : view, files.length === 1);
    event.target.value = "";
  });
}
speak();
