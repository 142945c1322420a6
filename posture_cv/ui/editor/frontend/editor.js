// The editor: what is chosen, placed and dragged; draws everything once per frame and tells Python when something was finished.
const QUIET_MS = 450;
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
    this.dragging = null;
    this.lock = null;
    this.plumb = false;
    this.names = true;
    this.frame = 0;
    this.acts = this.buildActs();
    this.gestures = new Gestures(this);
    this.watcher = new ResizeObserver(() => this.stage.width && this.stage.measure() && this.redraw());
    this.watcher.observe(this.stage.box);
    this.stage.layers.handles.addEventListener("focusin", (event) => this.focused(event.target));
    this.stage.box.addEventListener("focusout", () => this.commitSoon(0));
  }

  buildActs() {
    const points = () => this.points;
    const change = (act) => () => {
      if (this.disabled) return;
      act();
      this.redraw();
    };
    return {
      undo: change(() => this.travel(points().undo(), this.words.undone)),
      redo: change(() => this.travel(points().redo(), this.words.redone)),
      plus: () => this.zoom(1.5),
      minus: () => this.zoom(1 / 1.5),
      fit: () => this.zoom(0),
      free: change(() => (this.lock = null)),
      up: change(() => (this.lock = this.lock === "vertical" ? null : "vertical")),
      across: change(() => (this.lock = this.lock === "horizontal" ? null : "horizontal")),
      lock: change(() => this.nextLock()),
      plumb: () => {
        this.plumb = !this.plumb;
        this.redraw();
      },
      names: () => {
        this.names = !this.names;
        this.redraw();
      },
      vertical: change(() => this.toggleVertical()),
      say: (status) => change(() => this.say(status))(),
      back: change(() => this.back()),
      next: () => this.next(),
      place: (key) => change(() => this.startPlacing(key))(),
      confirmAndNext: change(() => this.confirmAndNext()),
    };
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
    this.live = new Readings(data, this.points);
    this.stage.measure();
    this.redraw();
  }

  begin(data, url) {
    this.points = new Points(data);
    this.chosen = this.placing = this.dragging = null;
    this.stage.size = [0, 0];
    this.stage.fitted = true;
    this.stage.show(data.picture, url, data.frame);
  }

  get roll() {
    return this.live.roll;
  }

  values() {
    return this.live.values(this.points.positions());
  }

  describe(key) {
    return this.live.describe(key, this.positionOf({ key }), this.placing?.key === key);
  }

  nearest(at, reach) {
    let best = null;
    const consider = (target, px) => {
      const [x, y] = this.stage.toScreen(px);
      const distance = Math.hypot(x - at[0], y - at[1]) - (target.key && target.key === this.chosen?.key ? 4 : 0);
      if (distance <= reach && (!best || distance < best.distance)) best = { target, distance };
    };
    for (const key of this.stage.marks.keys()) if (this.points.at(key)) consider({ key }, this.points.at(key));
    if (this.points.vertical) for (const end of ["top_px", "bottom_px"]) consider({ end }, this.points.vertical[end]);
    return best?.target ?? null;
  }

  nodeOf(target) {
    return target.key ? this.stage.marks.get(target.key)?.group : this.stage.ends.get(target.end);
  }

  focused(node) {
    const { key, end } = node.closest("[data-key], [data-end]")?.dataset ?? {};
    if (!key && !end) return;
    if (this.placing && this.placing.key !== key) this.placing = null;
    this.choose(key ? { key } : { end });
    const at = this.positionOf(this.chosen);
    if (at && !this.dragging && !this.gestures.pointers.size) this.stage.reveal(at);
    this.redraw();
  }

  choose(target) {
    if (!target) this.placing = null;
    this.chosen = target;
    this.redraw();
  }

  hover(at, reach) {
    const found = this.nearest(at, reach);
    this.stage.box.classList.toggle("is-over", Boolean(found));
    const key = found?.key ?? null;
    if (key !== this.hovered) {
      this.hovered = key;
      this.redraw();
    }
  }

  positionOf(target) {
    if (!target) return null;
    if (target.end) return this.points.vertical?.[target.end] ?? null;
    return this.placing && this.placing.key === target.key ? this.placing.px : this.points.at(target.key);
  }

  put(target, px, burst) {
    if (target.end) {
      this.points.setVertical({ ...this.points.vertical, [target.end]: px }, burst);
    } else if (this.placing?.key === target.key && burst === "placing") {
      this.placing.px = this.points.inside(px);
    } else {
      this.points.remember(burst);
      this.points.move(target.key, px);
    }
  }

  grab(at, reach) {
    if (this.placing && !this.disabled) return { target: { key: this.placing.key }, fresh: true };
    const target = this.nearest(at, reach);
    return target && { target, fresh: false };
  }

  beginDrag(drag, at) {
    drag.before = this.values();
    if (drag.fresh) {
      drag.start = this.stage.toPhoto(at);
      this.placing = null;
      this.put(drag.target, drag.start, "drag");
    }
    this.dragging = this.disabled ? null : { ...drag, at };
    this.nodeOf(drag.target)?.focus({ preventScroll: true });
    this.choose(drag.target);
  }

  dragTo(drag, [dx, dy], at, snap) {
    if (this.disabled) return;
    const lock = drag.target.end ? null : this.lock ?? (snap ? "nearest" : null);
    const [x, y] = constrained(dx, dy, lock, this.roll);
    this.put(drag.target, [drag.start[0] + x, drag.start[1] + y], "drag");
    this.dragging = { ...drag, at };
    this.redraw();
  }

  endDrag(drag) {
    const changed = drag.moved && !this.disabled;
    this.dragging = null;
    this.points.endBurst();
    this.redraw();
    if (changed) this.finish(drag.before);
  }

  cancelDrag(drag) {
    this.dragging = null;
    if (drag.moved && !this.disabled) {
      this.points.cancel();
      this.say_(this.words.cancelled);
    }
    this.redraw();
  }

  nudge([dx, dy]) {
    if (this.disabled) return;
    const px = this.positionOf(this.chosen);
    if (!px) return;
    const burst = this.placing && this.placing.key === this.chosen.key ? "placing" : `keys ${this.chosen.key ?? this.chosen.end}`;
    this.nudgedFrom ??= this.values();
    this.put(this.chosen, [px[0] + dx, px[1] + dy], burst);
    this.stage.reveal(this.positionOf(this.chosen));
    this.redraw();
    if (burst === "placing") this.say_(this.describe(this.chosen.key));
    else this.commitSoon(QUIET_MS);
  }

  commitSoon(wait) {
    clearTimeout(this.waiting);
    const finish = () => {
      if (!this.nudgedFrom) return;
      const before = this.nudgedFrom;
      this.nudgedFrom = null;
      this.points.endBurst();
      this.finish(before);
    };
    if (wait) this.waiting = setTimeout(finish, wait);
    else finish();
  }

  say(status) {
    const key = this.chosen?.key;
    if (!key || !this.points.at(key)) return;
    const before = this.values();
    this.points.say(key, status);
    this.finish(before);
  }

  confirmAndNext() {
    if (this.placing) {
      const { key, px } = this.placing;
      const before = this.values();
      this.points.remember();
      this.placing = null;
      this.points.move(key, px);
      this.finish(before);
      return;
    }
    if (!this.chosen?.key) return;
    if (this.points.status(this.chosen.key) !== "confirmed") this.say("confirmed");
    this.next();
  }

  back() {
    if (this.chosen?.end) {
      this.toggleVertical();
    } else if (this.chosen?.key && this.points.edits[this.chosen.key]) {
      const before = this.values();
      this.points.reset(this.chosen.key);
      this.finish(before);
      const left = this.points.at(this.chosen.key);
      (left ? this.nodeOf(this.chosen) : this.stage.box).focus({ preventScroll: true });
      if (!left) this.choose(null);
    }
  }

  travel(done, words) {
    if (!done) return;
    this.placing = null;
    if (this.chosen && !this.positionOf(this.chosen)) this.chosen = null;
    this.send();
    this.say_(words);
  }

  startPlacing(key) {
    if (this.placing?.key === key) {
      this.placing = null;
      this.chosen = null;
      return;
    }
    const middle = this.stage.toPhoto([this.stage.size[0] / 2, this.stage.size[1] / 2]);
    this.placing = { key, px: this.points.inside(this.points.byKey[key].start ?? middle) };
    this.chosen = { key };
    this.draw();
    this.stage.reveal(this.placing.px);
    this.nodeOf({ key }).focus({ preventScroll: true });
    this.placing ??= { key, px: this.points.inside(this.points.byKey[key].start ?? middle) };
    this.say_(fill(this.words.placing, { name: this.points.byKey[key].label }));
  }

  toggleVertical() {
    const before = this.values();
    if (this.points.vertical) {
      this.points.setVertical(null);
      this.chosen = null;
      this.stage.box.focus({ preventScroll: true });
    } else {
      const { size } = this.stage;
      const turn = this.data.automaticRoll / DEG;
      const half = size[1] * 0.3;
      const middle = [Math.max(size[0] * 0.14, 40), size[1] / 2];
      const end = (sign) => this.stage.toPhoto([middle[0] + sign * half * Math.sin(turn), middle[1] - sign * half * Math.cos(turn)]);
      this.points.setVertical({ top_px: end(1), bottom_px: end(-1) });
      this.chosen = { end: "top_px" };
      this.draw();
      this.nodeOf(this.chosen).focus({ preventScroll: true });
    }
    this.finish(before);
  }

  escape() {
    this.placing = null;
    this.chosen = null;
    this.stage.box.focus({ preventScroll: true });
  }

  nextLock() {
    const order = [null, "vertical", "horizontal"];
    this.lock = order[(order.indexOf(this.lock) + 1) % order.length];
    this.say_(this.words[{ vertical: "lock_vertical", horizontal: "lock_horizontal" }[this.lock] ?? "lock_free"]);
  }

  next() {
    const open = this.points.toCheck();
    if (!open.length) return;
    const after = open.indexOf(this.chosen?.key);
    const key = open[(after + 1) % open.length];
    this.stage.approach(this.points.at(key));
    this.nodeOf({ key }).focus({ preventScroll: true });
    this.choose({ key });
  }

  zoom(factor) {
    const at = this.chosen && this.positionOf(this.chosen);
    if (factor) this.stage.zoom(factor, at ? this.stage.toScreen(at) : undefined);
    else this.stage.fit();
    this.redraw();
  }

  finish(before) {
    this.send();
    const [first] = this.live.changes(before, this.values());
    const target = this.chosen?.key ? this.describe(this.chosen.key) : "";
    this.say_(first ? `${target}. ${first.sentence}` : target);
    this.last = { sequence: this.points.sequence, before };
    this.redraw();
  }

  send() {
    this.tell(this.points.payload());
  }

  say_(words) {
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
    this.stage.box.classList.toggle("is-dragging", Boolean(this.dragging));
  }

  close() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.waiting);
    clearTimeout(this.speaking);
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
