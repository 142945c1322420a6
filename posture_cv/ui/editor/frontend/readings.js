// What the points mean while they move: measures, their changes, and points in words.
class Readings {
  constructor(data, points) {
    this.data = data;
    this.points = points;
    this.words = data.texts;
    this.measures = data.measures;
    // Values under the finger hang on the positions that Python measured.
    const known = data.base?.picture === points.picture ? data.base.points : {};
    const measured = points.positions(known);
    this.bases = this.measures.map((measure) => draggedValue(measure, measured, data.roll, data.stature, data.body));
    this.before = this.values(points.positions({}), data.automaticRoll).map((drawn, i) => this.measures[i].automatic ?? drawn);
  }

  get roll() {
    return this.points.vertical ? rollOf(this.points.vertical) : this.data.automaticRoll;
  }

  values(positions, roll = this.roll) {
    return this.measures.map((measure, i) => {
      const drawn = draggedValue(measure, positions, roll, this.data.stature, this.data.body);
      if (drawn === null || measure.value === null || this.bases[i] === null) return drawn;
      return measure.value + (measure.unit === "deg" ? turned(drawn - this.bases[i]) : drawn - this.bases[i]);
    });
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

  withUnit(figure, measure) {
    return fill(this.words[`unit_${measure.unit}`], { figure });
  }

  // Largest first; a per cent of height weighs half a degree.
  changes(before, now) {
    const weight = (one) => Math.abs(one.change) * (one.measure.unit === "deg" ? 1 : 0.5);
    return this.measures
      .map((measure, i) => ({ measure, i, value: now[i], change: now[i] === null || before[i] === null ? 0 : now[i] - before[i] }))
      .filter((one) => Math.abs(one.change) >= 0.05)
      .sort((a, b) => weight(b) - weight(a))
      .map((one) => ({ ...one, sentence: this.sentence(one) }));
  }

  sentence({ measure, value, change }) {
    const [changed, reached] = [this.signed(change), this.format(value, 1)].map((figure) => this.withUnit(figure, measure));
    return fill(this.words.moves, { measure: measure.label, change: changed, value: reached });
  }

  // One line of the list: the measured value with its interval, or the moving one with what this edit does to it.
  line(i, value, moving) {
    const measure = this.measures[i];
    const estimated = measure.value === null;
    const decimals = moving ? 1 : estimated ? 0 : measure.decimals;
    const width = !moving && measure.halfWidth ? ` ± ${this.format(measure.halfWidth, measure.decimals)}` : "";
    const change = moving ? moving.change : this.before[i] === null ? 0 : value - this.before[i];
    const words = this.words[moving ? "by_this_edit" : "from_automatic"];
    const told = Math.abs(change) >= 0.05 && fill(words, { change: this.withUnit(this.signed(change), measure) });
    return {
      id: `${measure.name}-${measure.side}`,
      label: measure.label,
      value: this.withUnit(`${estimated ? "≈ " : ""}${this.format(value, decimals)}${width}`, measure),
      change: [told, estimated && !moving && this.words.as_drawn].filter(Boolean).join(", "),
      moving: Boolean(moving),
    };
  }

  // Each point that is measured against the plumb line, with its offset.
  offsets(positions) {
    const now = this.values(positions);
    return this.measures
      .map((measure, i) => ({ measure, key: measure.points[1], value: now[i] }))
      .filter(({ measure, value }) => measure.onPlumb && value !== null)
      .map(({ key, value }) => ({ key, at: positions[key], words: `${this.format(value, 1)} %` }));
  }

  // Who set a point and when, as far as anybody said.
  signature(key) {
    const done = this.points.edits[key];
    if (!done) return "";
    const kept = this.data.edit?.points[key];
    const by = done.by || (kept?.at === done.at && kept.by) || this.data.examiner;
    const at = new Date(done.at);
    const today = at.toDateString() === new Date().toDateString();
    const when = new Intl.DateTimeFormat(this.words.locale, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" }).format(at);
    return fill(this.words[by ? "signed" : "unsigned"], { by, when });
  }

  moved(key) {
    const [distance, stature] = [this.points.distance(key), this.data.stature];
    const values = { distance: this.format(distance, 0), percent: stature ? this.format((100 * distance) / stature, 1) : "" };
    return fill(this.words[stature ? "moved_by_of_height" : "moved_by"], values);
  }

  where(at) {
    return fill(this.words.at, { x: this.format(at[0], 0), y: this.format(at[1], 0) });
  }

  tilt() {
    return fill(this.words.tilt, { roll: this.format(this.roll, 1) });
  }

  length(line) {
    return this.format(line.length_cm, Number.isInteger(line.length_cm) ? 0 : 1);
  }

  // A known length in pixels of the photo, and in centimetres once that was typed.
  span(line) {
    const distance = this.format(Math.hypot(line.end_px[0] - line.start_px[0], line.end_px[1] - line.start_px[1]), 0);
    return line.length_cm ? fill(this.words.known_typed, { distance, length: this.length(line) }) : fill(this.words.known_untyped, { distance });
  }

  describe(key, at, placing) {
    const { points, words } = this;
    const handle = points.byKey[key];
    if (!at) return `${handle.label}, ${words.status_absent}`;
    const status = placing ? "placing" : points.status(key);
    const open = handle.check && status === "automatic";
    const parts = [handle.label, this.where(at)];
    if (status !== "moved" && !open) parts.push(words[`status_${status}`]);
    if (points.distance(key) >= 0.5) parts.push(this.moved(key));
    if (open) parts.push(words.status_check);
    return parts.join(", ");
  }
}
