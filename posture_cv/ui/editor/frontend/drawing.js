// From the editor's state to the stage and the panel, once per frame.
const SAID = ["confirmed", "unsure", "hidden"];

function drawMarks(editor) {
  const { points, stage } = editor;
  const offsets = new Map(editor.plumb ? editor.live.offsets(points.positions()).map((one) => [one.key, one.words]) : []);
  const named = [];
  const handles = [];
  for (const [key, mark] of stage.marks) {
    const handle = points.byKey[key];
    const px = editor.positionOf({ key });
    const status = points.status(key);
    const selected = editor.chosen?.key === key;
    const amber = Boolean(handle.check) && status === "automatic";
    const at = px && stage.toScreen(px);
    if (at) handles.push(at);
    mark.draw({
      at,
      before: handle.px && stage.toScreen(handle.px),
      origin: points.origin(key),
      found: handle.origin ?? "estimated",
      status,
      amber,
      selected,
      placing: editor.placing?.key === key,
      covariance: points.covariance(key),
      scale: stage.scale,
      label: editor.describe(key),
    });
    const dragged = editor.moves.drag?.target.key === key;
    const shown = editor.names || selected || key === editor.hovered;
    const name = [shown && !dragged ? handle.short : "", offsets.get(key) ?? ""].filter(Boolean).join(" ");
    if (at && name) named.push({ key, at, name, selected, sign: amber || SAID.includes(status) });
    else mark.place("");
  }
  const { frame } = editor.data;
  layNames(stage.marks, named, stage.toScreen([(frame[0] + frame[2]) / 2, 0])[0], handles);
}

function drawLines(editor) {
  const { stage, words, points, live } = editor;
  const { drag } = editor.moves;
  const feet = editor.plumb ? editor.data.plumb.map((key) => points.at(key)).filter(Boolean) : [];
  const mean = (axis) => feet.reduce((sum, at) => sum + at[axis], 0) / feet.length;
  const foot = feet.length ? [mean(0), mean(1)] : null;
  stage.drawAlong(stage.plumb, foot, live.roll);
  stage.drawOffsets(foot ? live.offsets(points.positions()).map((one) => ({ ...one, to: across(one.at, foot, live.roll) })) : []);
  const guided = drag && editor.lock && !ENDS.includes(drag.target.end) ? drag.start : null;
  stage.drawAlong(stage.guide, guided, live.roll, editor.lock === "horizontal");
  const label = (end) => (points.vertical ? `${words[`vertical_${end}`]}, ${live.where(editor.positionOf({ end }))}` : "");
  stage.drawVertical(points.vertical, Object.fromEntries([WHOLE, ...ENDS].map((end) => [end, label(end)])), editor.chosen?.end);
  const seen = drag?.moved ? (drag.target.end === WHOLE ? onLine(points.vertical, stage.toPhoto(drag.at)) : editor.positionOf(drag.target)) : null;
  stage.drawLoupe(seen, drag?.at ?? [0, 0], drag?.touch, points.vertical);
}

function drawPanel(editor) {
  const { points, words, panel, live, data, disabled } = editor;
  const positions = points.positions();
  if (editor.placing) positions[editor.placing.key] = editor.placing.px;
  const now = live.values(positions);
  const { since } = editor.moves;
  const moving = since ? live.changes(since, now) : [];
  editor.stage.chip.textContent = moving.slice(0, 2).map((one) => one.sentence).join("\n");
  editor.stage.chip.classList.toggle("is-shown", moving.length > 0);
  const key = editor.chosen?.key;
  const all = live.angles.map((_, i) => i);
  const about = key ? all.filter((i) => live.angles[i].points.includes(key)) : [];
  // What Python withholds for its error is shown only to those who are working on its points, and said to be no result.
  const shown = (about.length ? about : all.filter((i) => live.angles[i].value !== null)).filter((i) => now[i] !== null);
  const title = about.length ? fill(words.readings_of, { name: points.byKey[key].label }) : words.readings;
  panel.drawReadings(title, shown.map((i) => live.line(i, now[i], moving.find((one) => one.i === i))));
  const worth = points.handles.filter((handle) => handle.check).length;
  const open = points.toCheck().length;
  panel.drawPoint({ chosen: chosenWords(editor), open, all: worth, tilt: points.vertical ? live.tilt() : "", disabled });
  panel.drawTools({
    past: points.past.length > 0,
    future: points.future.length > 0,
    lock: editor.lock,
    plumb: editor.plumb,
    vertical: Boolean(points.vertical),
    names: editor.names,
    wide: editor.root.matches(":fullscreen"),
    canPlumb: data.plumb.some((one) => points.at(one)),
    disabled,
  });
  const offers = points.handles.filter((handle) => handle.palpated || !points.at(handle.key));
  panel.drawOffers(
    offers.map((handle) => ({ key: handle.key, label: handle.label, hint: handle.hint, active: editor.placing?.key === handle.key })),
    disabled,
  );
}

function chosenWords(editor) {
  const { points, words, chosen, live } = editor;
  if (!chosen || !editor.positionOf(chosen)) return null;
  if (chosen.end) {
    const label = words[`vertical_${chosen.end}`];
    return { label, where: live.tilt(), note: words.vertical_help, signed: "", line: true, touched: true, backWords: words.vertical_remove };
  }
  const handle = points.byKey[chosen.key];
  const status = points.status(chosen.key);
  const placing = editor.placing?.key === chosen.key;
  const amber = Boolean(handle.check) && status === "automatic";
  return {
    label: handle.label,
    where: editor.describe(chosen.key).slice(handle.label.length + 2),
    signed: placing ? "" : live.signature(chosen.key),
    note: placing ? words.placing_how : amber ? handle.check : "",
    amber,
    status,
    placed: !placing,
    touched: Boolean(points.edits[chosen.key]),
    line: false,
    backWords: handle.px ? words.back : words.remove,
  };
}
