// What was done to the points, with undo: the one place that changes an edit.
const TOUCHED_BY_HAND = ["moved", "placed", "confirmed"];
const MOST_UNDO = 200;
const MOST_KEPT = 50; // steps that survive a reload of the page
const LINES = { vertical: ["top_px", "bottom_px"], known: ["start_px", "end_px"] };
const WHOLE = "whole";

// What can be chosen: a point by its key, or an end of a line, or the whole of it.
function same(one, other) {
  return one.key === other.key && one.line === other.line && one.end === other.end;
}

class Points {
  constructor(data) {
    this.start(data);
  }

  start(data) {
    this.picture = data.picture.id;
    this.sequence = 0;
    this.drawn = 0;
    this.edits = {};
    this.lines = { vertical: null, known: null };
    this.past = [];
    this.future = [];
    this.burst = null;
    this.read(data);
    if (data.edit) this.take(data.edit);
    const steps = data.edit?.steps;
    if (steps?.sequence === this.sequence) ({ past: this.past, future: this.future } = structuredClone(steps));
  }

  read(data) {
    this.handles = data.handles;
    this.byKey = Object.fromEntries(data.handles.map((handle) => [handle.key, handle]));
    this.width = data.picture.width;
    this.height = data.picture.height;
  }

  take(edit) {
    this.edits = structuredClone(edit.points);
    this.lines = structuredClone({ vertical: edit.vertical, known: edit.known });
    this.sequence = edit.sequence;
    this.drawn = edit.drawn;
  }

  // A newer edit made elsewhere, in the number table for one, becomes one step of undo.
  follow(edit) {
    if (!edit || edit.picture !== this.picture || edit.sequence <= this.sequence) return false;
    this.remember();
    this.take(edit);
    return true;
  }

  get vertical() {
    return this.lines.vertical;
  }

  // Both ends of a line, null where it is not drawn.
  endsOf(name) {
    const line = this.lines[name];
    return line && LINES[name].map((end) => line[end]);
  }

  at(key) {
    return this.edits[key]?.px ?? this.byKey[key]?.px ?? null;
  }

  status(key) {
    return this.edits[key]?.status ?? (this.byKey[key]?.px ? "automatic" : "absent");
  }

  positions(edits = this.edits) {
    const points = {};
    for (const handle of this.handles) {
      const edit = edits[handle.key];
      const at = edit?.px ?? handle.px;
      if (at && edit?.status !== "hidden") points[handle.key] = at;
    }
    return points;
  }

  distance(key) {
    const [now, before] = [this.at(key), this.byKey[key]?.px];
    return now && before ? Math.hypot(now[0] - before[0], now[1] - before[1]) : 0;
  }

  covariance(key) {
    const handle = this.byKey[key];
    return TOUCHED_BY_HAND.includes(this.status(key)) ? handle.byHand : this.distance(key) > 0 ? handle.byHand : handle.covariance;
  }

  origin(key) {
    const set = ["moved", "placed", "confirmed"].includes(this.status(key)) || this.distance(key) > 0 || !this.byKey[key].px;
    return set ? "marked" : this.byKey[key].origin;
  }

  toCheck() {
    return this.handles.filter((handle) => handle.check && this.status(handle.key) === "automatic").map((handle) => handle.key);
  }

  snapshot() {
    return structuredClone({ edits: this.edits, lines: this.lines });
  }

  // One burst of changes, a drag or a run of arrow keys, is one step of undo.
  remember(burst = null) {
    if (burst !== null && burst === this.burst) return;
    this.burst = burst;
    this.past.push(this.snapshot());
    if (this.past.length > MOST_UNDO) this.past.shift();
    this.future = [];
  }

  endBurst() {
    this.burst = null;
  }

  changed() {
    this.sequence += 1;
    this.drawn = this.sequence;
  }

  inside([x, y]) {
    const tenth = (value, most) => clamp(Math.round(value * 10) / 10, 0, most);
    return [tenth(x, this.width), tenth(y, this.height)];
  }

  move(key, at) {
    const before = this.status(key);
    const status = before === "unsure" ? "unsure" : this.byKey[key].px ? "moved" : "placed";
    this.edits[key] = { px: this.inside(at), status, at: new Date().toISOString() };
    this.changed();
  }

  // Saying the same again takes it back.
  say(key, status) {
    const before = this.status(key);
    const px = this.at(key);
    const next = before === status ? this.plainStatus(key) : status;
    this.remember();
    if (next === "automatic") delete this.edits[key];
    else this.edits[key] = { px, status: next, at: new Date().toISOString() };
    this.changed();
  }

  plainStatus(key) {
    if (!this.byKey[key].px) return this.at(key) ? "placed" : "automatic";
    return this.distance(key) > 0 ? "moved" : "automatic";
  }

  reset(key) {
    if (!this.edits[key]) return;
    this.remember();
    delete this.edits[key];
    this.changed();
  }

  setLine(name, line, burst = null) {
    this.remember(burst);
    const ends = line && Object.fromEntries(LINES[name].map((end) => [end, this.inside(line[end])]));
    this.lines[name] = line && { ...line, ...ends, at: new Date().toISOString() };
    this.changed();
  }

  // The line as a whole to where its middle is asked for, as far as both ends stay in the photo; its lean stays what it is.
  shiftLine(name, middle, burst = null) {
    const ends = this.endsOf(name);
    const now = between(...ends);
    const step = [this.width, this.height].map((most, axis) => {
      const at = ends.map((end) => end[axis]);
      return Math.round(clamp(middle[axis] - now[axis], -Math.min(...at), most - Math.max(...at)) * 10) / 10;
    });
    const shifted = LINES[name].map((end, i) => [end, [ends[i][0] + step[0], ends[i][1] + step[1]]]);
    this.setLine(name, { ...this.lines[name], ...Object.fromEntries(shifted) }, burst);
  }

  swap(from, to) {
    const state = from.pop();
    if (!state) return false;
    to.push(this.snapshot());
    this.edits = state.edits;
    this.lines = state.lines;
    this.burst = null;
    this.changed();
    return true;
  }

  undo() {
    return this.swap(this.past, this.future);
  }

  redo() {
    return this.swap(this.future, this.past);
  }

  // Back to the state before the burst that is being cancelled.
  cancel() {
    const state = this.past.pop();
    if (!state) return;
    this.edits = state.edits;
    this.lines = state.lines;
    this.burst = null;
    this.changed();
  }

  payload() {
    return {
      picture: this.picture,
      sequence: this.sequence,
      drawn: this.drawn,
      points: structuredClone(this.edits),
      ...structuredClone(this.lines),
      steps: structuredClone({ sequence: this.sequence, past: this.past.slice(-MOST_KEPT), future: this.future.slice(-MOST_KEPT) }),
    };
  }
}
