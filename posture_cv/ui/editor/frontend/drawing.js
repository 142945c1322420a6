// From the editor's state to the stage and the panel, once per frame.
const SAID = ["confirmed", "unsure", "hidden"];

function drawMarks(editor) {
  const { points, stage } = editor;
  const offsets = new Map(editor.plumb ? editor.readings.offsets(points.positions()).map((one) => [one.key, one.words]) : []);
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
  const { stage, points, readings } = editor;
  const { drag } = editor.moves;
  const feet = editor.plumb ? editor.data.plumb.map((key) => points.at(key)).filter(Boolean) : [];
  const mean = (axis) => feet.reduce((sum, at) => sum + at[axis], 0) / feet.length;
  const foot = feet.length ? [mean(0), mean(1)] : null;
  stage.drawAlong(stage.plumb, foot, readings.roll);
  stage.drawOffsets(foot ? readings.offsets(points.positions()).map((one) => ({ ...one, to: across(one.at, foot, readings.roll) })) : []);
  const guided = drag && editor.lock && (drag.target.key || drag.target.end === WHOLE) ? drag.start : null;
  stage.drawAlong(stage.guide, guided, readings.roll, editor.lock === "horizontal");
  for (const line of Object.keys(LINES)) {
    const ends = [...(points.lines[line] ? [WHOLE] : []), ...LINES[line].filter((end) => editor.shownLine(line)?.[end])];
    stage.drawLine(line, editor.shownLine(line), {
      handles: ends.map((end) => ({ end, label: editor.describeEnd({ line, end }), placing: Boolean(editor.placing?.line) })),
      selected: editor.chosen?.line === line ? editor.chosen.end : null,
      label: line === "known" && points.lines.known?.length_cm ? `${readings.length(points.lines.known)} cm` : "",
    });
  }
  const seen = drag?.moved ? (drag.target.end === WHOLE ? onLine(points.endsOf(drag.target.line), stage.toPhoto(drag.at)) : editor.positionOf(drag.target)) : null;
  const near = drag?.target.line ?? "vertical";
  stage.drawLoupe(seen, { at: drag?.at ?? [0, 0], touch: drag?.touch }, near, editor.shownLine(near));
}

function drawPanel(editor) {
  const { points, words, panel, readings, data, disabled } = editor;
  const positions = points.positions();
  if (editor.placing?.key) positions[editor.placing.key] = editor.placing.px;
  const now = readings.values(positions);
  const { since } = editor.moves;
  const moving = since ? readings.changes(since, now) : [];
  const told = moving.slice(0, 2).map((one) => one.sentence).join("\n") || ofLength(editor);
  editor.stage.chip.textContent = told;
  editor.stage.chip.classList.toggle("is-shown", Boolean(told));
  const key = editor.chosen?.key;
  const all = readings.measures.map((_, i) => i);
  const about = key ? all.filter((i) => readings.measures[i].points.includes(key)) : [];
  // What Python withholds for its error is shown only to those who are working on its points, and said to be no result.
  const shown = (about.length ? about : all.filter((i) => readings.measures[i].value !== null)).filter((i) => now[i] !== null);
  const title = about.length ? fill(words.readings_of, { name: points.byKey[key].label }) : words.readings;
  panel.drawReadings(title, shown.map((i) => readings.line(i, now[i], moving.find((one) => one.i === i))));
  const worth = points.handles.filter((handle) => handle.check).length;
  const open = points.toCheck().length;
  panel.drawPoint({ chosen: chosenWords(editor), open, all: worth, tilt: points.vertical ? readings.tilt() : "", disabled });
  panel.drawTools({
    past: points.past.length > 0,
    future: points.future.length > 0,
    lock: editor.lock,
    plumb: editor.plumb,
    vertical: Boolean(points.vertical),
    known: Boolean(editor.shownLine("known")),
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

function placingWords(placing, words) {
  return placing.draft[LINES[placing.line][0]] ? words.known_second : words.known_first;
}

// What to do next about a known length, or how long it is while it is dragged; said on the photo, where the eyes are.
function ofLength({ points, words, readings, moves, chosen, placing }) {
  if (placing?.line) return placingWords(placing, words);
  const line = points.lines.known;
  return line && chosen?.line === "known" && (moves.drag || !line.length_cm) ? readings.span(line) : "";
}

function lineWords({ points, words, chosen, readings, placing }) {
  const { line, end } = chosen;
  const where = line === "known" ? points.lines.known && readings.span(points.lines.known) : readings.tilt();
  const note = placing ? placingWords(placing, words) : words[`${line}_help`];
  return { label: words[`${line}_${end}`], where: where ?? "", note, signed: "", line: true, touched: !placing, backWords: words[`${line}_remove`] };
}

function chosenWords(editor) {
  const { points, words, chosen, readings } = editor;
  if (!chosen || !editor.positionOf(chosen)) return null;
  if (chosen.line) return lineWords(editor);
  const handle = points.byKey[chosen.key];
  const status = points.status(chosen.key);
  const placing = editor.placing?.key === chosen.key;
  const amber = Boolean(handle.check) && status === "automatic";
  return {
    label: handle.label,
    where: editor.describe(chosen.key).slice(handle.label.length + 2),
    signed: placing ? "" : readings.signature(chosen.key),
    note: placing ? words.placing_how : amber ? handle.check : "",
    amber,
    status,
    placed: !placing,
    touched: Boolean(points.edits[chosen.key]),
    line: false,
    backWords: handle.px ? words.back : words.remove,
  };
}
