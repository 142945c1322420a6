// The editor: what is chosen and shown; draws everything once per frame and tells Python when something was finished.
const SPEAK_MS = 350;
const pictures = new Map();
const MOST_PICTURES = 8;
const editors = new WeakMap();

function keepPicture({ id, url }) {
  pictures.delete(id);
  pictures.set(id, url);
  if (pictures.size > MOST_PICTURES) pictures.delete(pictures.keys().next().value);
}

class Editor {
  constructor(root) {
    this.root = root;
    this.body = element("div", { class: "body" }, root);
    this.stage = new Stage(this.body);
    this.speaker = element("div", { class: "unseen", role: "status", "aria-live": "polite" }, root);
    this.chosen = null;
    this.hovered = null;
    this.placing = null;
    this.lock = null;
    this.plumb = false;
    this.names = true;
    this.frame = 0;
    this.acts = new Acts(this);
    this.moves = new Moves(this);
    this.gestures = new Gestures(this);
    this.watcher = new ResizeObserver(() => this.stage.width && this.stage.measure() && this.redraw());
    this.watcher.observe(this.stage.box);
    this.stage.layers.handles.addEventListener("focusin", (event) => this.focused(event.target));
    this.stage.box.addEventListener("focusout", () => this.moves.settle());
    root.addEventListener("fullscreenchange", () => this.widened());
  }

  update({ data, setStateValue }) {
    this.tell = (edit) => setStateValue("edit", edit);
    this.words = data.texts;
    this.data = data;
    this.disabled = data.disabled;
    if (data.picture.url) keepPicture(data.picture);
    const url = pictures.get(data.picture.id);
    if (!url) {
      setStateValue("lacks", data.picture.id);
      return;
    }
    if (this.panel?.words.locale !== this.words.locale) {
      this.panel?.remove();
      this.panel = new Panel(this.root, this.acts, this.words);
    }
    if (!this.points || this.points.picture !== data.picture.id) this.begin(data, url);
    else {
      this.points.read(data);
      this.points.follow(data.edit);
    }
    const keys = new Set(data.handles.map((handle) => handle.key));
    for (const [key, mark] of this.stage.marks) if (!keys.has(key)) (mark.remove(), this.stage.marks.delete(key));
    for (const key of keys) if (!this.stage.marks.has(key)) this.stage.marks.set(key, new HandleMark(key, this.stage.layers));
    this.root.style.setProperty("--height", `${data.height}px`);
    set(this.stage.box, { "aria-label": data.texts.photo, "aria-roledescription": data.texts.photo_role });
    this.stage.photo.alt = data.texts.photo_alt;
    this.readings = new Readings(data, this.points);
    this.stage.measure();
    this.redraw();
  }

  begin(data, url) {
    this.points = new Points(data);
    this.chosen = this.placing = this.moves.drag = null;
    this.stage.size = [0, 0];
    this.stage.fitted = true;
    this.stage.show(data.picture, url, data.frame);
  }

  values() {
    return this.readings.values(this.points.positions());
  }

  // A line as it stands, or as far as it is drawn by now.
  shownLine(name) {
    const { placing } = this;
    return placing?.line === name ? { ...placing.draft, [placing.end]: placing.px } : this.points.lines[name];
  }

  describeEnd(target) {
    const at = this.positionOf(target);
    return at ? `${this.words[`${target.line}_${target.end}`]}, ${this.readings.where(at)}` : "";
  }

  describe(key) {
    return this.readings.describe(key, this.positionOf({ key }), this.placing?.key === key);
  }

  nodeOf(target) {
    return target.key ? this.stage.marks.get(target.key)?.group : this.stage.ends.get(`${target.line} ${target.end}`);
  }

  positionOf(target) {
    if (!target) return null;
    if (this.placing && same(this.placing, target)) return this.placing.px;
    if (target.key) return this.points.at(target.key);
    return target.end === WHOLE ? this.points.endsOf(target.line) && between(...this.points.endsOf(target.line)) : this.points.lines[target.line]?.[target.end];
  }

  focused(node) {
    const { key, line, end } = node.closest("[data-key], [data-end]")?.dataset ?? {};
    if (!key && !end) return;
    const target = key ? { key } : { line, end };
    if (this.placing && !same(this.placing, target)) this.leavePlacing();
    this.choose(target);
    const at = this.positionOf(this.chosen);
    if (at && !this.moves.drag && !this.gestures.pointers.size) this.stage.reveal(at);
    this.redraw();
  }

  choose(target) {
    if (!target) this.leavePlacing();
    this.chosen = target;
    this.redraw();
  }

  leavePlacing() {
    if (this.placing) this.moves.nudgedFrom = null;
    this.placing = null;
  }

  // In or out of the full screen, by our keys, by the browser's own or by another window: the editor keeps the focus and comes into view.
  widened() {
    this.gestures.cancel();
    if (!this.root.contains(this.root.getRootNode().activeElement)) this.stage.box.focus({ preventScroll: true });
    if (!this.root.matches(":fullscreen")) this.stage.box.scrollIntoView({ block: "nearest" });
    this.redraw();
  }

  hover(at, reach) {
    if (this.placing?.line && !this.disabled) {
      this.moves.put(this.placing, this.stage.toPhoto(at));
      this.redraw();
      return;
    }
    const found = this.moves.nearest(at, reach);
    this.stage.box.classList.toggle("is-over", Boolean(found));
    const key = found?.key ?? null;
    if (key !== this.hovered) {
      this.hovered = key;
      this.redraw();
    }
  }

  finish(before) {
    this.send();
    const [first] = this.readings.changes(before, this.values());
    const target = this.chosen?.key ? this.describe(this.chosen.key) : this.chosen ? this.describeEnd(this.chosen) : "";
    this.speak(first ? `${target}. ${first.sentence}` : target);
    this.redraw();
  }

  send() {
    this.tell(this.points.payload());
  }

  speak(words) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => (this.speaker.textContent = words), SPEAK_MS);
  }

  redraw() {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.stage.size[0] && !this.stage.measure()) return;
    this.stage.drawPhoto();
    drawMarks(this);
    drawLines(this);
    drawPanel(this);
    this.stage.box.classList.toggle("is-placing", Boolean(this.placing));
    this.stage.box.classList.toggle("is-dragging", Boolean(this.moves.drag));
  }

  close() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.speaking);
    this.moves.close();
    this.watcher.disconnect();
    this.gestures.stop.abort();
  }
}

export default function mount(component) {
  const root = component.parentElement.querySelector(".editor");
  if (!editors.has(root)) editors.set(root, new Editor(root));
  const editor = editors.get(root);
  editor.update(component);
  // Streamlit also calls this for a call that a newer one overtook, while the editor lives on.
  return () => setTimeout(() => root.isConnected || (editor.close(), editors.delete(root)));
}
