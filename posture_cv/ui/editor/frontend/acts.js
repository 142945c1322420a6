// What the tools and the keys do.
const LOCKS = [null, "vertical", "horizontal"];
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
    if (editor.chosen && !editor.positionOf(editor.chosen)) editor.chosen = null;
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
    if (root.matches(":fullscreen")) document.exitFullscreen();
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
      const before = editor.values();
      if (editor.points.vertical) {
        editor.points.setVertical(null);
        editor.chosen = null;
        editor.stage.box.focus({ preventScroll: true });
      } else {
        editor.points.setVertical(editor.stage.newVertical(editor.data.automaticRoll));
        editor.chosen = { end: WHOLE };
        editor.draw();
        editor.nodeOf(editor.chosen).focus({ preventScroll: true });
      }
      editor.finish(before);
    });
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
      if (chosen?.end) {
        this.vertical();
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
