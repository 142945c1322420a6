// Arithmetic of points, as in posture_cv/ui/editor/live.py: photo pixels, x right, y down. The parts in this folder make one module.
const DEG = 180 / Math.PI;
const CHI_SQUARE_90_2D = 4.605;

function liveValue(angle, points, rollDeg, stature) {
  const at = angle.points.map((key) => points[key]);
  if (at.some((point) => !point)) return null;
  const cos = Math.cos(rollDeg / DEG);
  const sin = Math.sin(rollDeg / DEG);
  const step = (start, end) => {
    const dx = end[0] - start[0];
    const dy = end[1] - start[1];
    return [angle.outward * (dx * cos + dy * sin), -angle.upward * (dy * cos - dx * sin)];
  };
  const inclination = (start, end) => Math.atan2(...step(start, end)) * DEG;
  const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  if (angle.kind === "inclination") return inclination(at[0], at[1]);
  if (angle.kind === "elevation") {
    const [outward, upward] = step(at[0], at[1]);
    return Math.atan2(upward, outward) * DEG;
  }
  if (angle.kind === "bend") return 180 + angle.turn * (inclination(at[2], at[1]) - inclination(at[1], at[0]));
  if (!stature) return null;
  const [start, end] = angle.kind === "shift" ? [middle(at[2], at[3]), middle(at[0], at[1])] : at;
  return (100 * step(start, end)[0]) / stature;
}

// Shortest way round: angles that pass 180 degrees do not jump by 360.
function turned(difference) {
  return difference - 360 * Math.round(difference / 360);
}

function rollOf(vertical) {
  const [right, up] = [vertical.top_px[0] - vertical.bottom_px[0], vertical.bottom_px[1] - vertical.top_px[1]];
  return Math.atan2(right, up) * DEG;
}

function ellipseOf(covariance) {
  const [xx, xy, yy] = covariance;
  const mean = (xx + yy) / 2;
  const difference = (xx - yy) / 2;
  const spread = Math.hypot(difference, xy);
  return {
    major: Math.sqrt(Math.max(mean + spread, 0) * CHI_SQUARE_90_2D),
    minor: Math.sqrt(Math.max(mean - spread, 0) * CHI_SQUARE_90_2D),
    turnDeg: 0.5 * Math.atan2(xy, difference) * DEG,
  };
}

// A step kept to the scene's vertical or horizontal; "nearest" takes the one it follows more closely.
function constrained(dx, dy, lock, rollDeg) {
  if (!lock) return [dx, dy];
  const up = [Math.sin(rollDeg / DEG), -Math.cos(rollDeg / DEG)];
  const right = [Math.cos(rollDeg / DEG), Math.sin(rollDeg / DEG)];
  const along = dx * up[0] + dy * up[1];
  const across = dx * right[0] + dy * right[1];
  const vertical = lock === "vertical" || (lock === "nearest" && Math.abs(along) >= Math.abs(across));
  return vertical ? [along * up[0], along * up[1]] : [across * right[0], across * right[1]];
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
