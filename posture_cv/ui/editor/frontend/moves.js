// What lies under the pointer, and moving it: by a drag, or by a run of arrow keys. Each is one step of undo.
const SEND_MS = 250; // results follow a run of arrow keys after so short a pause
const STEP_MS = 800; // the run stays one step of undo until so long a one

class Moves {
  constructor(editor) {
    this.editor = editor;
    this.stage = editor.stage;
    this.drag = null;
    this.nudgedFrom = null;
    this.ending = null;
  }

  // The values before the move that is under way, null between moves.
  get since() {
    return this.drag?.before ?? this.nudgedFrom;
  }

  nearest(at, reach) {
    const { points, chosen } = this.editor;
    let best = null;
    const consider = (target, px) => {
      const [x, y] = this.stage.toScreen(px);
      const distance = Math.hypot(x - at[0], y - at[1]) - (target.key && target.key === chosen?.key ? 4 : 0);
      if (distance <= reach && (!best || distance < best.distance)) best = { target, distance };
    };
    for (const key of this.stage.marks.keys()) if (points.at(key)) consider({ key }, points.at(key));
    const drawn = Object.keys(LINES).filter((line) => points.lines[line]);
    for (const line of drawn) for (const end of LINES[line]) consider({ line, end }, points.lines[line][end]);
    if (best) return best.target;
    // A line is long: it takes a finger only from nearby, so that the page beside it can still be scrolled.
    reach *= 0.6;
    for (const line of drawn) consider({ line, end: WHOLE }, onLine(points.endsOf(line), this.stage.toPhoto(at)));
    return best?.target ?? null;
  }

  grab(at, reach) {
    const { placing, disabled } = this.editor;
    if (placing && !disabled) return { target: { key: placing.key, line: placing.line, end: placing.end }, fresh: true };
    const target = this.nearest(at, reach);
    return target && { target, fresh: false };
  }

  begin(drag, at) {
    const { editor } = this;
    drag.before = editor.values();
    if (drag.fresh) {
      drag.start = this.stage.toPhoto(at);
      if (drag.target.key) editor.placing = null;
      this.put(drag.target, drag.start, "drag");
    }
    this.drag = editor.disabled ? null : { ...drag, at };
    editor.nodeOf(drag.target)?.focus({ preventScroll: true });
    editor.choose(drag.target);
  }

  to(drag, [dx, dy], at, snap) {
    const { editor } = this;
    if (editor.disabled) return;
    const free = drag.target.line && drag.target.end !== WHOLE;
    const [x, y] = constrained(dx, dy, free ? null : editor.lock ?? (snap ? "nearest" : null), editor.readings.roll);
    this.put(drag.target, [drag.start[0] + x, drag.start[1] + y], "drag");
    this.drag = { ...drag, at };
    editor.redraw();
  }

  end(drag) {
    const { editor } = this;
    const changed = drag.moved && !editor.disabled;
    this.drag = null;
    editor.points.endBurst();
    editor.redraw();
    if (changed && editor.placing?.line) editor.acts.setEnd();
    else if (changed) editor.finish(drag.before);
  }

  cancel(drag) {
    const { editor } = this;
    this.drag = null;
    if (drag.moved && !editor.disabled && !editor.placing?.line) {
      editor.points.cancel();
      editor.speak(editor.words.cancelled);
    }
    editor.redraw();
  }

  put(target, px, burst) {
    const { points, placing } = this.editor;
    if (placing && same(placing, target)) {
      placing.px = points.inside(px);
    } else if (target.end === WHOLE) {
      points.shiftLine(target.line, px, burst);
    } else if (target.line) {
      points.setLine(target.line, { ...points.lines[target.line], [target.end]: px }, burst);
    } else {
      points.remember(burst);
      points.move(target.key, px);
    }
  }

  nudge([dx, dy]) {
    const { editor } = this;
    const { chosen, placing } = editor;
    const px = editor.positionOf(chosen);
    if (editor.disabled || !px) return;
    const burst = placing && same(placing, chosen) ? "placing" : `keys ${chosen.key ?? `${chosen.line} ${chosen.end}`}`;
    this.nudgedFrom ??= editor.values();
    this.put(chosen, [px[0] + dx, px[1] + dy], burst);
    this.stage.reveal(editor.positionOf(chosen));
    editor.redraw();
    if (burst === "placing") editor.speak(chosen.key ? editor.describe(chosen.key) : editor.describeEnd(chosen));
    else this.settle(SEND_MS);
  }

  // The end of a run of arrow keys: after a pause, or at once when the focus goes elsewhere.
  settle(wait = 0) {
    clearTimeout(this.waiting);
    clearTimeout(this.ending);
    const finish = () => {
      if (!this.nudgedFrom || this.editor.placing) return;
      const before = this.nudgedFrom;
      this.nudgedFrom = null;
      this.editor.finish(before);
    };
    const end = () => {
      if (!this.ending) return;
      this.ending = null;
      this.editor.points.endBurst();
    };
    if (wait) {
      this.waiting = setTimeout(finish, wait);
      this.ending = setTimeout(end, STEP_MS);
    } else {
      finish();
      end();
    }
  }

  close() {
    clearTimeout(this.waiting);
    clearTimeout(this.ending);
  }
}
