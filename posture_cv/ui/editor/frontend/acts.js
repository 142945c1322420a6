// What the tools and the keys do.
const LOCKS = [null, "vertical", "horizontal"];
const SHORTEST_LINE = 8; // CSS pixels: a second click on the spot of the first is none
const LOCK_WORDS = { null: "lock_free", vertical: "lock_vertical", horizontal: "lock_horizontal" };

class Acts {
  constructor(editor) {
    this.editor = editor;
  }

  // What changes something: nothing where the editor is only to be looked at.
  change(act) {
    if (this.editor.disabled) return;
    act(this.editor);
    this.editor.redraw();
  }

  undo() {
    this.change((editor) => this.travel(editor.points.undo(), editor.words.undone));
  }

  redo() {
    this.change((editor) => this.travel(editor.points.redo(), editor.words.redone));
  }

  travel(done, words) {
    const { editor } = this;
    if (!done) return;
    editor.leavePlacing();
    if (editor.chosen && !editor.positionOf(editor.chosen)) {
      // What had the focus goes: the keys, a redo for one, stay with the photo.
      if (editor.stage.box.matches(":focus-within")) editor.stage.box.focus({ preventScroll: true });
      editor.chosen = null;
    }
    editor.send();
    editor.speak(words);
  }

  plus() {
    this.zoom(1.5);
  }

  minus() {
    this.zoom(1 / 1.5);
  }

  fit() {
    this.zoom(0);
  }

  zoom(factor) {
    const { editor } = this;
    const at = editor.positionOf(editor.chosen);
    if (factor) editor.stage.zoom(factor, at ? editor.stage.toScreen(at) : undefined);
    else editor.stage.fit();
    editor.redraw();
  }

  wide() {
    const { root } = this.editor;
    if (root.matches(":fullscreen")) document.exitFullscreen().catch(() => {});
    else root.requestFullscreen?.().catch(() => {});
  }

  free() {
    this.keepTo(null);
  }

  up() {
    this.keepTo(this.editor.lock === "vertical" ? null : "vertical");
  }

  across() {
    this.keepTo(this.editor.lock === "horizontal" ? null : "horizontal");
  }

  lock() {
    this.keepTo(LOCKS[(LOCKS.indexOf(this.editor.lock) + 1) % LOCKS.length]);
  }

  keepTo(lock) {
    this.change((editor) => {
      editor.lock = lock;
      editor.speak(editor.words[LOCK_WORDS[lock]]);
    });
  }

  plumb() {
    this.editor.plumb = !this.editor.plumb;
    this.editor.redraw();
  }

  names() {
    this.editor.names = !this.editor.names;
    this.editor.redraw();
  }

  vertical() {
    this.change((editor) => {
      if (editor.points.vertical) {
        this.removeLine("vertical");
        return;
      }
      const before = editor.values();
      const [top_px, bottom_px] = editor.stage.beside(editor.data.automaticRoll);
      editor.points.setLine("vertical", { top_px, bottom_px });
      this.takeUp({ line: "vertical", end: WHOLE });
      editor.finish(before);
    });
  }

  // A known length is set end by end; choosing the tool once more takes it away.
  known() {
    this.change((editor) => {
      if (editor.points.lines.known) this.removeLine("known");
      else if (editor.placing?.line === "known") this.escape();
      else {
        editor.stage.whole();
        editor.stage.box.scrollIntoView({ block: "nearest" });
        const [far, near] = editor.stage.beside(editor.data.automaticRoll);
        this.placeEnd({ line: "known", end: LINES.known[0], px: near, draft: {}, step: [far[0] - near[0], far[1] - near[1]] });
        editor.speak(editor.words.known_first);
      }
    });
  }

  placeEnd(placing) {
    const { editor } = this;
    editor.leavePlacing();
    editor.placing = { ...placing, px: editor.points.inside(placing.px) };
    this.takeUp({ line: placing.line, end: placing.end });
  }

  // The end being placed stays where it is; after the second the line is drawn, in one step of undo.
  setEnd() {
    const { editor } = this;
    const { line, end, px, draft, step } = editor.placing;
    const [first, second] = LINES[line];
    const done = { ...draft, [end]: px };
    if (end === first) {
      this.placeEnd({ line, end: second, px: [px[0] + step[0], px[1] + step[1]], draft: done });
      editor.speak(editor.words.known_second);
    } else if (Math.hypot(px[0] - done[first][0], px[1] - done[first][1]) * editor.stage.scale >= SHORTEST_LINE) {
      const before = editor.values();
      editor.leavePlacing();
      editor.points.setLine(line, { ...done, length_cm: null, behind_cm: 0 });
      this.takeUp({ line, end: second });
      editor.finish(before);
    }
    editor.redraw();
  }

  takeUp(target) {
    const { editor } = this;
    editor.chosen = target;
    editor.draw();
    editor.nodeOf(target).focus({ preventScroll: true });
  }

  removeLine(line) {
    const { editor } = this;
    const before = editor.values();
    editor.points.setLine(line, null);
    editor.chosen = null;
    editor.stage.box.focus({ preventScroll: true });
    editor.finish(before);
  }

  say(status) {
    this.change((editor) => {
      const key = editor.chosen?.key;
      if (!key || !editor.points.at(key)) return;
      const before = editor.values();
      editor.points.say(key, status);
      editor.finish(before);
    });
  }

  back() {
    this.change((editor) => {
      const { chosen, points } = editor;
      if (editor.placing?.line) {
        this.escape();
      } else if (chosen?.line) {
        this.removeLine(chosen.line);
      } else if (chosen?.key && points.edits[chosen.key]) {
        const before = editor.values();
        points.reset(chosen.key);
        editor.finish(before);
        const left = points.at(chosen.key);
        (left ? editor.nodeOf(chosen) : editor.stage.box).focus({ preventScroll: true });
        if (!left) editor.choose(null);
      }
    });
  }

  next() {
    const { editor } = this;
    const open = editor.points.toCheck();
    if (!open.length) return;
    const key = open[(open.indexOf(editor.chosen?.key) + 1) % open.length];
    editor.stage.approach(editor.points.at(key));
    editor.nodeOf({ key }).focus({ preventScroll: true });
    editor.choose({ key });
  }

  // Choosing the same again lets it go.
  place(key) {
    this.change((editor) => {
      if (editor.placing?.key === key) {
        editor.leavePlacing();
        editor.chosen = null;
        return;
      }
      const { points, stage } = editor;
      const handle = points.byKey[key];
      const start = points.at(key) ?? handle.start ?? stage.toPhoto([stage.size[0] / 2, stage.size[1] / 2]);
      const begin = () => (editor.placing = { key, px: points.inside(start) });
      begin();
      editor.chosen = { key };
      editor.draw();
      stage.reveal(editor.placing.px);
      editor.nodeOf({ key }).focus({ preventScroll: true });
      editor.placing ?? begin();
      editor.speak(fill(editor.words.placing, { name: handle.label }));
    });
  }

  confirmAndNext() {
    this.change((editor) => {
      if (editor.placing?.line) {
        this.setEnd();
        return;
      }
      if (editor.placing) {
        const { key, px } = editor.placing;
        const before = editor.values();
        editor.points.remember();
        editor.leavePlacing();
        editor.points.move(key, px);
        editor.finish(before);
        return;
      }
      if (!editor.chosen?.key) return;
      if (editor.points.status(editor.chosen.key) !== "confirmed") this.say("confirmed");
      this.next();
    });
  }

  escape() {
    const { editor } = this;
    editor.leavePlacing();
    editor.chosen = null;
    editor.stage.box.focus({ preventScroll: true });
  }
}
