// Everything drawn over the photo, in screen pixels of the stage.
const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 8;
const NAME_HEIGHT = 15;

function shapeNode(tag, attributes, parent) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  parent?.append(node);
  return node;
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, typeof value === "number" ? value.toFixed(2) : value);
}

// The overlay's shapes, alike in area: circle detected, diamond estimated, triangle sticker, square marked.
function outline(origin, radius) {
  if (origin === "detected") return `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
  const [corners, turn] = { estimated: [4, 0], sticker: [3, -90], marked: [4, 45] }[origin];
  const reach = radius * Math.sqrt((2 * Math.PI) / (corners * Math.sin((2 * Math.PI) / corners)));
  const corner = (i) => (turn / DEG) + (2 * Math.PI * i) / corners;
  const points = Array.from({ length: corners }, (_, i) => `${(reach * Math.cos(corner(i))).toFixed(2)} ${(reach * Math.sin(corner(i))).toFixed(2)}`);
  return `M${points.join("L")}Z`;
}

class HandleMark {
  constructor(key, layers) {
    this.key = key;
    this.ellipse = shapeNode("ellipse", { class: "error" }, layers.errors);
    this.thread = shapeNode("line", { class: "thread" }, layers.ghosts);
    this.ghost = shapeNode("path", { class: "ghost" }, layers.ghosts);
    this.leader = shapeNode("line", { class: "leader" }, layers.names);
    this.name = shapeNode("text", { class: "name" }, layers.names);
    this.group = shapeNode("g", { class: "handle", role: "button", tabindex: "0", "data-key": key }, layers.handles);
    this.hit = shapeNode("circle", { class: "hit", r: 22 }, this.group);
    this.ring = shapeNode("circle", { class: "focus", r: RADIUS + 8.5 }, this.group);
    this.amber = shapeNode("circle", { class: "amber", r: RADIUS + 4.5 }, this.group);
    this.rim = shapeNode("path", { class: "rim" }, this.group);
    this.shape = shapeNode("path", { class: "shape" }, this.group);
    this.centre = shapeNode("circle", { class: "centre", r: 1.5 }, this.group);
    this.sign = shapeNode("text", { class: "sign", x: RADIUS + 3, y: -RADIUS }, this.group);
  }

  remove() {
    for (const node of [this.ellipse, this.thread, this.ghost, this.leader, this.name, this.group]) node.remove();
  }

  draw({ at, before, origin, found, status, amber, selected, placing, covariance, scale, label }) {
    const shown = at !== null;
    const parts = [this.ellipse, this.group];
    for (const part of parts) part.style.display = shown ? "" : "none";
    const moved = shown && before !== null && Math.hypot(at[0] - before[0], at[1] - before[1]) > 1.5;
    this.thread.style.display = this.ghost.style.display = moved ? "" : "none";
    if (!shown) return;
    set(this.group, { transform: `translate(${at[0].toFixed(2)} ${at[1].toFixed(2)})`, "aria-label": label });
    set(this.group, { class: `handle ${origin} is-${status}${amber ? " is-amber" : ""}${selected ? " is-selected" : ""}${placing ? " is-placing" : ""}` });
    set(this.rim, { d: outline(origin, RADIUS) });
    set(this.shape, { d: outline(origin, RADIUS) });
    const sign = { confirmed: "✓", unsure: "?", hidden: "×" }[status] ?? (amber ? "!" : "");
    if (this.sign.textContent !== sign) this.sign.textContent = sign;
    const error = covariance && ellipseOf(covariance);
    const wide = error && status !== "hidden" && error.major * scale > RADIUS * 0.6;
    this.ellipse.style.display = wide ? "" : "none";
    if (wide) {
      set(this.ellipse, { cx: at[0], cy: at[1], rx: error.major * scale, ry: error.minor * scale, class: `error ${origin}` });
      set(this.ellipse, { transform: `rotate(${error.turnDeg.toFixed(1)} ${at[0].toFixed(2)} ${at[1].toFixed(2)})` });
    }
    if (moved) {
      set(this.thread, { x1: before[0], y1: before[1], x2: at[0], y2: at[1] });
      set(this.ghost, { d: outline(found, RADIUS * 0.75), transform: `translate(${before[0].toFixed(2)} ${before[1].toFixed(2)})` });
    }
  }

  place(name, x, y, at, left) {
    this.name.style.display = this.leader.style.display = name ? "" : "none";
    if (!name) return;
    if (this.name.textContent !== name) this.name.textContent = name;
    set(this.name, { x, y: y + 4, "text-anchor": left ? "end" : "start" });
    const far = Math.hypot(x - at[0], y - at[1]) > 2.6 * RADIUS;
    this.leader.style.display = far ? "" : "none";
    if (far) set(this.leader, { x1: x + (left ? 2 : -2), y1: y, x2: at[0] + (left ? -RADIUS : RADIUS), y2: at[1] });
  }
}

// Names stand beside the body, on the side their point is on, clear of every handle on their line and pushed apart.
function layNames(marks, shown, middle, handles) {
  for (const left of [true, false]) {
    const side = shown.filter((one) => one.at[0] < middle === left).sort((a, b) => a.at[1] - b.at[1]);
    let free = -Infinity;
    for (const one of side) {
      const y = Math.max(one.at[1], free);
      free = y + NAME_HEIGHT;
      const near = handles.filter(([x, at]) => Math.abs(at - y) < RADIUS + NAME_HEIGHT / 2 && Math.abs(x - one.at[0]) < 4 * RADIUS).map(([x]) => x);
      const edge = left ? Math.min(one.at[0], ...near) : Math.max(one.at[0], ...near);
      const gap = RADIUS + (one.selected ? 16 : one.sign && !left ? 15 : 9);
      marks.get(one.key).place(one.name, edge + (left ? -gap : gap), y, one.at, left);
    }
  }
}
