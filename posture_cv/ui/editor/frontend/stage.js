// The photo with its points: view, pictures, loupe.
const MOST_ZOOM = 12;
const NEAR = 2.5;
const LOUPE = 148;

function endNode(name, end, layer) {
  const group = shapeNode("g", { class: "end", role: "button", tabindex: "0", "data-line": name, "data-end": end }, layer);
  shapeNode("circle", { class: "hit", r: 22 }, group);
  shapeNode("circle", { class: "focus", r: 14 }, group);
  if (end === WHOLE) shapeNode("rect", { class: "grip", x: -4.5, y: -13, width: 9, height: 26, rx: 4.5 }, group);
  else shapeNode("circle", { class: "grip", r: 6 }, group);
  return group;
}

class Stage {
  constructor(root) {
    this.box = element("div", { class: "stage", role: "application", tabindex: "-1" }, root);
    this.photo = element("img", { class: "photo", alt: "", draggable: "false" }, this.box);
    this.svg = shapeNode("svg", { class: "marks" }, this.box);
    const layer = (name) => shapeNode("g", { class: name }, this.svg);
    this.layers = { lines: layer("lines"), errors: layer("errors"), ghosts: layer("ghosts"), names: layer("names"), handles: layer("handles") };
    this.plumb = shapeNode("line", { class: "plumb" }, this.layers.lines);
    this.guide = shapeNode("line", { class: "guide" }, this.layers.lines);
    this.lines = {};
    for (const name of Object.keys(LINES)) {
      const drawn = { rim: shapeNode("line", { class: "rim-line" }, this.layers.lines), line: shapeNode("line", { class: name }, this.layers.lines) };
      this.lines[name] = { ...drawn, label: shapeNode("text", { class: "name" }, this.layers.names) };
    }
    this.marks = new Map();
    this.ends = new Map();
    this.offsets = [];
    this.loupe = element("div", { class: "loupe", "aria-hidden": "true" }, this.box);
    this.loupePhoto = element("div", { class: "loupe-photo" }, this.loupe);
    this.loupeLine = shapeNode("line", { class: "vertical" }, shapeNode("svg", { class: "loupe-line" }, this.loupe));
    this.loupeCross = element("div", { class: "loupe-cross" }, this.loupe);
    this.chip = element("div", { class: "chip", "aria-hidden": "true" }, this.box);
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.size = [0, 0];
  }

  show(picture, url, frame) {
    this.width = picture.width;
    this.height = picture.height;
    this.frame = frame;
    this.photo.src = url;
    this.loupePhoto.style.backgroundImage = `url("${url}")`;
    set(this.photo, { width: String(this.width), height: String(this.height) });
  }

  measure() {
    const { width, height } = this.box.getBoundingClientRect();
    if (!width || (width === this.size[0] && height === this.size[1])) return false;
    const fresh = !this.size[0] || this.fitted;
    const centre = fresh ? null : this.toPhoto([this.size[0] / 2, this.size[1] / 2]);
    this.size = [width, height];
    if (fresh) this.fit();
    else this.centreOn(centre);
    return true;
  }

  fit() {
    const [left, top, right, bottom] = this.frame;
    this.scale = Math.min(this.size[0] / (right - left), this.size[1] / (bottom - top));
    this.centreOn([(left + right) / 2, (top + bottom) / 2]);
    this.fitted = true;
    this.fitScale = this.scale;
  }

  centreOn(at) {
    this.x = this.size[0] / 2 - at[0] * this.scale;
    this.y = this.size[1] / 2 - at[1] * this.scale;
    this.keepInView();
  }

  get leastScale() {
    return Math.min(this.size[0] / this.width, this.size[1] / this.height, this.fitScale ?? Infinity);
  }

  // All there is of the photo.
  whole() {
    this.zoom(0);
  }

  zoom(factor, around = [this.size[0] / 2, this.size[1] / 2]) {
    const at = this.toPhoto(around);
    this.scale = clamp(this.scale * factor, this.leastScale, MOST_ZOOM);
    this.x = around[0] - at[0] * this.scale;
    this.y = around[1] - at[1] * this.scale;
    this.keepInView();
    this.fitted = false;
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.keepInView();
    this.fitted = false;
  }

  // The photo never leaves the stage: it fills it, or stands in its middle where it is smaller.
  keepInView() {
    const [width, height] = [this.width * this.scale, this.height * this.scale];
    this.x = width <= this.size[0] ? (this.size[0] - width) / 2 : clamp(this.x, this.size[0] - width, 0);
    this.y = height <= this.size[1] ? (this.size[1] - height) / 2 : clamp(this.y, this.size[1] - height, 0);
  }

  reveal(at) {
    const [x, y] = this.toScreen(at);
    const margin = 48;
    if (x >= margin && x <= this.size[0] - margin && y >= margin && y <= this.size[1] - margin) return;
    const dx = x < margin ? margin - x : x > this.size[0] - margin ? this.size[0] - margin - x : 0;
    const dy = y < margin ? margin - y : y > this.size[1] - margin ? this.size[1] - margin - y : 0;
    this.x += dx;
    this.y += dy;
    this.keepInView();
  }

  // Near enough to judge one point.
  approach(at) {
    if (this.scale < this.fitScale * NEAR) {
      this.scale = Math.min(this.fitScale * NEAR, MOST_ZOOM);
      this.fitted = false;
    }
    this.centreOn(at);
  }

  get zoomed() {
    return this.scale > (this.fitScale ?? this.scale) * 1.02;
  }

  toScreen(at) {
    return [at[0] * this.scale + this.x, at[1] * this.scale + this.y];
  }

  toPhoto(at) {
    return [(at[0] - this.x) / this.scale, (at[1] - this.y) / this.scale];
  }

  drawPhoto() {
    this.photo.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    this.svg.setAttribute("viewBox", `0 0 ${this.size[0]} ${this.size[1]}`);
    this.box.classList.toggle("is-zoomed", this.zoomed);
  }

  // A line through a point along the scene's vertical, from edge to edge of the stage.
  drawAlong(node, at, rollDeg, across = false) {
    node.style.display = at ? "" : "none";
    if (!at) return;
    const turn = rollDeg / DEG + (across ? Math.PI / 2 : 0);
    const [x, y] = this.toScreen(at);
    const reach = this.size[0] + this.size[1];
    const [dx, dy] = [Math.sin(turn) * reach, -Math.cos(turn) * reach];
    set(node, { x1: x + dx, y1: y + dy, x2: x - dx, y2: y - dy });
  }

  // Short lines from points to the plumb line.
  drawOffsets(offsets) {
    while (this.offsets.length < offsets.length) this.offsets.push(shapeNode("line", { class: "offset" }, this.layers.lines));
    for (const [i, line] of this.offsets.entries()) {
      line.style.display = offsets[i] ? "" : "none";
      if (!offsets[i]) continue;
      const [[x1, y1], [x2, y2]] = [this.toScreen(offsets[i].at), this.toScreen(offsets[i].to)];
      set(line, { x1, y1, x2, y2 });
    }
  }

  // A line as far as it is drawn, and the handles it can be moved by.
  drawLine(name, line, { handles, selected, label: written }) {
    const at = (end) => this.toScreen(end === WHOLE ? between(...LINES[name].map((one) => line[one])) : line[end]);
    const drawn = LINES[name].every((end) => line?.[end]);
    const nodes = this.lines[name];
    for (const node of [nodes.rim, nodes.line]) {
      node.style.display = drawn ? "" : "none";
      if (!drawn) continue;
      const [[x1, y1], [x2, y2]] = LINES[name].map(at);
      set(node, { x1, y1, x2, y2 });
    }
    nodes.label.textContent = written;
    if (written) set(nodes.label, { x: at(WHOLE)[0] + 14, y: at(WHOLE)[1] + 4 });
    const wanted = new Map(handles.map((handle) => [handle.end, handle]));
    for (const end of [WHOLE, ...LINES[name]]) {
      const key = `${name} ${end}`;
      if (!wanted.has(end)) {
        this.ends.get(key)?.remove();
        this.ends.delete(key);
        continue;
      }
      if (!this.ends.has(key)) this.ends.set(key, endNode(name, end, this.layers.handles));
      const [x, y] = at(end);
      const { label, placing } = wanted.get(end);
      const state = `${selected === end ? " is-selected" : ""}${placing ? " is-placing" : ""}`;
      set(this.ends.get(key), { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})`, "aria-label": label, class: `end of-${name}${state}` });
      set(this.ends.get(key), { tabindex: placing && selected !== end ? "-1" : "0" });
    }
  }

  // A line to lay on a door frame: beside the person, upright as far as is known.
  beside(rollDeg) {
    const turn = rollDeg / DEG;
    const half = this.size[1] * 0.3;
    const middle = [Math.max(this.size[0] * 0.14, 40), this.size[1] / 2];
    const end = (sign) => this.toPhoto([middle[0] + sign * half * Math.sin(turn), middle[1] - sign * half * Math.cos(turn)]);
    return [end(1), end(-1)];
  }

  // Beside the finger, above it where there is room; it shows what the finger covers.
  drawLoupe(at, { at: pointer, touch }, name, line) {
    this.loupe.classList.toggle("is-shown", Boolean(at));
    if (!at) return;
    const magnified = clamp(this.scale * 3, 1.5, Math.max(6, this.scale * 1.5));
    const drawn = LINES[name].every((end) => line?.[end]);
    this.loupeLine.style.display = drawn ? "" : "none";
    set(this.loupeLine, { class: name });
    for (const [i, end] of drawn ? LINES[name].entries() : []) {
      const [x, y] = [0, 1].map((axis) => LOUPE / 2 + (line[end][axis] - at[axis]) * magnified);
      set(this.loupeLine, { [`x${i + 1}`]: x, [`y${i + 1}`]: y });
    }
    Object.assign(this.loupePhoto.style, {
      backgroundSize: `${this.width * magnified}px ${this.height * magnified}px`,
      backgroundPosition: `${LOUPE / 2 - at[0] * magnified}px ${LOUPE / 2 - at[1] * magnified}px`,
    });
    const gap = touch ? 52 : 30;
    const above = pointer[1] - LOUPE - gap > 4;
    const right = pointer[0] + gap + LOUPE < this.size[0] - 4;
    const x = touch && above ? clamp(pointer[0] - LOUPE / 2, 4, this.size[0] - LOUPE - 4) : right ? pointer[0] + gap : pointer[0] - gap - LOUPE;
    const y = touch && !above ? clamp(pointer[1] - LOUPE / 2, 4, this.size[1] - LOUPE - 4) : above ? pointer[1] - LOUPE - gap : pointer[1] + gap;
    this.loupe.style.transform = `translate(${clamp(x, 4, Math.max(4, this.size[0] - LOUPE - 4))}px, ${clamp(y, 4, Math.max(4, this.size[1] - LOUPE - 4))}px)`;
  }
}
