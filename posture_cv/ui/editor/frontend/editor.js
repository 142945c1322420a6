// The editor: what is chosen, placed and dragged; draws everything once per frame and tells Python when something was finished.
const QUIET_MS = 450;
const SPEAK_MS = 350;
const pictures = new Map();
const editors = new WeakMap();

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
    if (data.picture.url) pictures.set(data.picture.id, data.picture.url);
    const url = pictures.get(data.picture.id);
    if (!url) {
      setStateValue("lacks", data.picture.id);
      return;
    }
    if (!this.panel) this.panel = new Panel(this.root, this.acts, this.words);
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
    this.readBase();
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

  // Live values hang on the positions that Python measured.
  readBase() {
    const known = this.data.base?.picture === this.points.picture ? this.data.base.points : {};
    const positions = this.points.positions(known);
    this.bases = this.data.live.map((angle) => liveValue(angle, positions, this.data.roll, this.data.stature));
    this.automatic = this.points.positions({});
  }

  get roll() {
    return this.points.vertical ? rollOf(this.points.vertical) : this.data.automaticRoll;
  }

  readings(positions, roll = this.roll) {
    return this.data.live.map((angle, i) => {
      const drawn = liveValue(angle, positions, roll, this.data.stature);
      if (drawn === null || angle.value === null || this.bases[i] === null) return drawn;
      return angle.value + (angle.unit === "deg" ? turned(drawn - this.bases[i]) : drawn - this.bases[i]);
    });
  }

  // -- choosing -------------------------------------------------------------------------------------------------------------------------

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
    return this.placing?.key === target.key ? this.placing.px : this.points.at(target.key);
  }

  // -- changing -------------------------------------------------------------------------------------------------------------------------

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
    drag.before = this.readings(this.points.positions());
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
    const burst = this.placing?.key === this.chosen.key ? "placing" : `keys ${this.chosen.key ?? this.chosen.end}`;
    this.nudgedFrom ??= this.readings(this.points.positions());
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
    const before = this.readings(this.points.positions());
    this.points.say(key, status);
    this.finish(before);
  }

  confirmAndNext() {
    if (this.placing) {
      const { key, px } = this.placing;
      const before = this.readings(this.points.positions());
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
      const before = this.readings(this.points.positions());
      this.points.reset(this.chosen.key);
      this.finish(before);
      if (!this.points.at(this.chosen.key)) this.choose(null);
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
    const before = this.readings(this.points.positions());
    if (this.points.vertical) {
      this.points.setVertical(null);
      this.chosen = null;
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

  // -- telling --------------------------------------------------------------------------------------------------------------------------

  finish(before) {
    this.send();
    const [first] = this.changes(before, this.readings(this.points.positions()));
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

  format(value, decimals) {
    const rounded = Number(value.toFixed(decimals));
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(this.words.locale, options).format(rounded === 0 ? 0 : rounded).replace("-", "−");
  }

  signed(value) {
    const words = this.format(Math.abs(value), 1);
    return Number(value.toFixed(1)) === 0 ? words : `${value > 0 ? "+" : "−"}${words}`;
  }

  unit(angle) {
    return this.words[`unit_${angle.unit}`];
  }

  changes(before, now) {
    return this.data.live
      .map((angle, i) => ({ angle, i, value: now[i], change: now[i] === null || before[i] === null ? 0 : now[i] - before[i] }))
      .filter((one) => Math.abs(one.change) >= 0.05)
      .sort((a, b) => Math.abs(b.change) * (b.angle.unit === "deg" ? 1 : 0.5) - Math.abs(a.change) * (a.angle.unit === "deg" ? 1 : 0.5))
      .map((one) => ({
        ...one,
        sentence: fill(this.words.moves, { measure: one.angle.label, change: this.signed(one.change) + this.unit(one.angle), value: this.format(one.value, 1) + this.unit(one.angle) }),
      }));
  }

  describe(key) {
    const at = this.positionOf({ key });
    const handle = this.points.byKey[key];
    if (!at) return `${handle.label}, ${this.words.status_absent}`;
    const distance = this.points.distance(key);
    const parts = [handle.label, fill(this.words.at, { x: this.format(at[0], 0), y: this.format(at[1], 0) })];
    const status = this.placing?.key === key ? "placing" : this.points.status(key);
    if (status !== "moved" && !(status === "automatic" && handle.check)) parts.push(this.words[`status_${status}`]);
    if (distance >= 0.5) parts.push(fill(this.words.moved_by, { distance: this.format(distance, 0) }));
    if (handle.check && status === "automatic") parts.push(this.words.status_check);
    return parts.join(", ");
  }

  // -- drawing --------------------------------------------------------------------------------------------------------------------------

  redraw() {
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.stage.size[0] && !this.stage.measure()) return;
    this.stage.drawPhoto();
    this.drawMarks();
    this.drawLines();
    this.drawPanel();
    this.stage.box.classList.toggle("is-placing", Boolean(this.placing));
    this.stage.box.classList.toggle("is-dragging", Boolean(this.dragging));
  }

  drawMarks() {
    const { points, stage } = this;
    const named = [];
    for (const [key, mark] of stage.marks) {
      const handle = points.byKey[key];
      const px = this.positionOf({ key });
      const status = points.status(key);
      const selected = this.chosen?.key === key;
      const amber = Boolean(handle.check) && status === "automatic";
      const at = px && stage.toScreen(px);
      mark.draw({
        at,
        before: handle.px && stage.toScreen(handle.px),
        origin: points.origin(key),
        status,
        amber,
        selected,
        placing: this.placing?.key === key,
        covariance: points.covariance(key),
        scale: stage.scale,
        label: this.describe(key),
        words: { ghostOrigin: handle.origin ?? "estimated" },
      });
      const quiet = this.dragging?.target.key === key;
      const show = at && !quiet && (this.names || selected || key === this.hovered);
      if (show) named.push({ key, at, name: handle.short, selected, sign: amber || ["confirmed", "unsure", "hidden"].includes(status) });
      else mark.place("");
    }
    const middle = stage.toScreen([(this.data.frame[0] + this.data.frame[2]) / 2, 0])[0];
    layNames(stage.marks, named, middle, [...stage.marks.keys()].map((key) => this.positionOf({ key })).filter(Boolean).map((px) => stage.toScreen(px)));
  }

  drawLines() {
    const { stage, words, points } = this;
    const base = this.plumb && this.data.plumb.map((key) => points.at(key)).filter(Boolean);
    const foot = base?.length ? [base.reduce((sum, at) => sum + at[0], 0) / base.length, base.reduce((sum, at) => sum + at[1], 0) / base.length] : null;
    stage.drawAlong(stage.plumb, foot, this.roll);
    const guided = this.dragging && this.lock && this.dragging.target.key ? this.dragging.start : null;
    stage.drawAlong(stage.guide, guided, this.roll, this.lock === "horizontal");
    const end = (name) => {
      const at = points.vertical?.[name];
      return at ? `${words[`vertical_${name}`]}, ${fill(words.at, { x: this.format(at[0], 0), y: this.format(at[1], 0) })}` : "";
    };
    stage.drawVertical(points.vertical, { top_px: end("top_px"), bottom_px: end("bottom_px") }, this.chosen?.end);
    const dragged = this.dragging?.moved ? this.positionOf(this.dragging.target) : null;
    stage.drawLoupe(dragged, this.dragging?.at ?? [0, 0], this.dragging?.touch);
  }

  drawPanel() {
    const { points, words, panel, data } = this;
    const positions = points.positions();
    if (this.placing) positions[this.placing.key] = this.placing.px;
    const now = this.readings(positions);
    const since = this.dragging?.before ?? this.nudgedFrom ?? null;
    const moving = since ? this.changes(since, now) : [];
    this.stage.chip.textContent = moving.slice(0, 2).map((one) => one.sentence).join("\n");
    this.stage.chip.classList.toggle("is-shown", moving.length > 0);
    const automatic = this.automaticReadings();
    const key = this.chosen?.key;
    const about = key ? data.live.map((angle, i) => i).filter((i) => data.live[i].points.includes(key)) : [];
    const shown = (about.length ? about : data.live.map((_, i) => i)).filter((i) => now[i] !== null);
    panel.drawReadings(
      about.length ? fill(words.readings_of, { name: points.byKey[key].label }) : words.readings,
      shown.map((i) => {
        const angle = data.live[i];
        const live = moving.find((one) => one.i === i);
        const change = live ? live.change : automatic[i] === null ? 0 : now[i] - automatic[i];
        const note = angle.value === null && !live ? words.as_drawn : "";
        const told = Math.abs(change) >= 0.05;
        return {
          id: `${angle.name}-${angle.side}`,
          label: angle.label,
          value: `${angle.value === null ? "≈ " : ""}${this.format(now[i], live ? 1 : angle.value === null ? 0 : angle.decimals)}${!live && angle.halfWidth ? ` ± ${this.format(angle.halfWidth, angle.decimals)}` : ""}${this.unit(angle)}`,
          change: told ? fill(live ? words.by_this_edit : words.from_automatic, { change: this.signed(change) + this.unit(angle) }) : note,
          moving: Boolean(live),
        };
      }),
    );
    const all = points.handles.filter((handle) => handle.check).length;
    const open = points.toCheck().length;
    const tilt = points.vertical ? fill(words.tilt, { roll: this.format(this.roll, 1) }) : "";
    panel.drawPoint({ chosen: this.chosenWords(), open, checked: all - open, all, tilt, disabled: this.disabled });
    panel.drawTools({
      past: points.past.length > 0, future: points.future.length > 0, lock: this.lock, plumb: this.plumb, vertical: Boolean(points.vertical),
      names: this.names, canPlumb: data.plumb.some((one) => points.at(one)), disabled: this.disabled,
    });
    const offers = points.handles.filter((handle) => !points.at(handle.key));
    panel.drawOffers(offers.map((handle) => ({ key: handle.key, label: handle.label, hint: handle.hint, active: this.placing?.key === handle.key })), this.disabled);
  }

  // What the automatic points give, on the same scale as the readings, and under the roll Python knew.
  automaticReadings() {
    return this.readings(this.automatic, this.data.automaticRoll).map((drawn, i) => this.data.live[i].automatic ?? drawn);
  }

  chosenWords() {
    const { points, words, chosen } = this;
    if (!chosen || !this.positionOf(chosen)) return null;
    if (chosen.end) {
      const where = fill(words.tilt, { roll: this.format(this.roll, 1) });
      return { label: words[`vertical_${chosen.end}`], where, note: words.vertical_help, line: true, touched: true, backWords: words.vertical_remove };
    }
    const handle = points.byKey[chosen.key];
    const status = points.status(chosen.key);
    const placing = this.placing?.key === chosen.key;
    const amber = Boolean(handle.check) && status === "automatic";
    return {
      label: handle.label,
      where: this.describe(chosen.key).slice(handle.label.length + 2),
      note: placing ? words.placing_how : amber ? handle.check : "",
      amber, status, placed: !placing, touched: Boolean(points.edits[chosen.key]), line: false,
      backWords: handle.px ? words.back : words.remove,
    };
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
