// Mouse, touch, wheel and keys over the photo. Nothing is changed here but through the editor's own acts.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TOUCH_REACH = 30;
const MOUSE_REACH = 16;
const SLACK = { mouse: 2, pen: 4, touch: 6 };

class Gestures {
  constructor(editor) {
    this.editor = editor;
    this.stage = editor.stage;
    this.pointers = new Map();
    this.drag = null;
    this.pinch = null;
    this.panning = null;
    this.space = false;
    const box = this.stage.box;
    this.stop = new AbortController();
    const on = (type, act, options = {}) => box.addEventListener(type, act, { signal: this.stop.signal, ...options });
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.up(event));
    on("pointercancel", (event) => this.up(event, true));
    on("wheel", (event) => this.wheel(event), { passive: false });
    on("touchstart", (event) => this.touch(event), { passive: false });
    on("touchmove", (event) => this.touch(event), { passive: false });
    editor.root.addEventListener("keydown", (event) => this.key(event), { signal: this.stop.signal });
    on("keyup", (event) => this.keyUp(event));
    // Focus goes to the point that was grabbed, which need not be the topmost under the pointer.
    on("mousedown", (event) => event.preventDefault());
  }

  where(event) {
    const { left, top } = this.stage.box.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  // One finger on the bare photo scrolls the page, as long as the photo is not enlarged.
  touch(event) {
    const first = event.touches[0];
    const busy = this.drag || this.pinch || this.editor.placing || event.touches.length > 1 || this.stage.zoomed;
    if (busy || (first && this.editor.moves.nearest(this.where(first), TOUCH_REACH))) event.preventDefault();
  }

  down(event) {
    if (event.button > 1) return;
    const at = this.where(event);
    this.pointers.set(event.pointerId, at);
    this.stage.box.setPointerCapture(event.pointerId);
    if (this.pointers.size === 2) {
      this.cancel();
      const [a, b] = [...this.pointers.values()];
      this.pinch = { distance: Math.hypot(a[0] - b[0], a[1] - b[1]), middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] };
      return;
    }
    if (this.pointers.size > 2) return;
    const grab = this.space || event.button === 1 ? null : this.editor.moves.grab(at, event.pointerType === "touch" ? TOUCH_REACH : MOUSE_REACH);
    if (grab) {
      event.preventDefault();
      const start = this.editor.positionOf(grab.target);
      this.drag = { ...grab, pointer: event.pointerId, from: at, start, moved: grab.fresh, touch: event.pointerType === "touch", type: event.pointerType };
      this.editor.moves.begin(this.drag, at);
    } else if (event.pointerType !== "touch" || this.stage.zoomed) {
      event.preventDefault();
      this.stage.box.focus({ preventScroll: true });
      this.panning = { last: at, moved: false };
    }
  }

  move(event) {
    if (!this.pointers.has(event.pointerId)) {
      if (event.pointerType === "mouse") this.editor.hover(this.where(event), MOUSE_REACH);
      return;
    }
    const at = this.where(event);
    this.pointers.set(event.pointerId, at);
    if (this.pinch && this.pointers.size >= 2) {
      const [a, b] = [...this.pointers.values()];
      const distance = Math.hypot(a[0] - b[0], a[1] - b[1]);
      const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      this.stage.pan(middle[0] - this.pinch.middle[0], middle[1] - this.pinch.middle[1]);
      this.stage.zoom(distance / Math.max(this.pinch.distance, 1), middle);
      this.pinch = { distance, middle };
      this.editor.redraw();
    } else if (this.drag?.pointer === event.pointerId) {
      const [dx, dy] = [at[0] - this.drag.from[0], at[1] - this.drag.from[1]];
      if (!this.drag.moved && Math.hypot(dx, dy) < (SLACK[this.drag.type] ?? 3)) return;
      this.drag.moved = true;
      this.editor.moves.to(this.drag, [dx / this.stage.scale, dy / this.stage.scale], at, event.shiftKey);
    } else if (this.panning) {
      const [dx, dy] = [at[0] - this.panning.last[0], at[1] - this.panning.last[1]];
      this.panning.moved ||= Math.hypot(dx, dy) > 2;
      this.panning.last = at;
      this.stage.pan(dx, dy);
      this.editor.redraw();
    }
  }

  up(event, lost = false) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size < 2) this.pinch = null;
    if (this.drag?.pointer === event.pointerId) {
      if (lost) this.cancel();
      else {
        const drag = this.drag;
        this.drag = null;
        this.editor.moves.end(drag);
      }
    }
    if (this.panning && this.pointers.size === 0) {
      if (!this.panning.moved) this.editor.choose(null);
      this.panning = null;
    }
  }

  cancel() {
    if (!this.drag) return false;
    const drag = this.drag;
    this.drag = null;
    this.editor.moves.cancel(drag);
    return true;
  }

  // The wheel enlarges once the editor is in use; before that it scrolls the page.
  wheel(event) {
    const inUse = event.ctrlKey || event.metaKey || this.stage.box.matches(":focus-within");
    const outwards = event.deltaY > 0 && this.stage.scale <= this.stage.leastScale * 1.001;
    if (!inUse || (outwards && !event.ctrlKey)) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 240 : 1;
    this.stage.zoom(Math.exp((-event.deltaY * unit) / (event.ctrlKey ? 120 : 480)), this.where(event));
    this.editor.redraw();
  }

  key(event) {
    const { editor } = this;
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const control = event.ctrlKey || event.metaKey;
    const act = this.actFor(pressed, event, control);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
    editor.redraw();
  }

  actFor(pressed, event, control) {
    const { editor } = this;
    if (control) {
      if (pressed === "z") return event.shiftKey ? () => editor.acts.redo() : () => editor.acts.undo();
      if (pressed === "y") return () => editor.acts.redo();
      return null;
    }
    // Most browsers keep this key to themselves and leave; where it gets here it does the same.
    const idle = !this.drag && !editor.placing;
    if (pressed === "Escape" && idle && editor.root.matches(":fullscreen")) return () => editor.acts.wide();
    if (event.altKey || !event.composedPath().includes(this.stage.box)) return null;
    if (pressed in STEPS) return () => this.arrow(STEPS[pressed], event.shiftKey ? 10 : 1);
    if (pressed === " ") return () => (this.space = true);
    if (pressed === "Escape" && (this.drag || editor.placing || editor.chosen)) return () => this.cancel() || editor.acts.escape();
    const named = {
      "+": "plus", "=": "plus", "-": "minus", 0: "fit", n: "next", p: "plumb", v: "vertical", k: "known",
      l: "lock", f: "wide", Enter: "confirmAndNext", Delete: "back", Backspace: "back",
    };
    if (pressed in named) return () => editor.acts[named[pressed]]();
    const says = { c: "confirmed", u: "unsure", h: "hidden" };
    if (pressed in says) return () => editor.acts.say(says[pressed]);
    return null;
  }

  arrow([dx, dy], times) {
    if (this.space || !this.editor.chosen) {
      this.stage.pan(-dx * 4 * times, -dy * 4 * times);
    } else {
      this.editor.moves.nudge([dx * times, dy * times]);
    }
  }

  keyUp(event) {
    if (event.key === " ") this.space = false;
  }
}
