// Arithmetic of points, as in posture_cv/measures/arithmetic.py: photo pixels, x right, y down. The parts in this folder make one module.
const DEG = 180 / Math.PI;
const CHI_SQUARE_90_2D = 4.605;

// Outward and upward coordinate of a point: in the body's plane where it is known, else in the upright photo.
function outwardAndUp(measure, key, point, rollDeg, body) {
  const [cos, sin] = [Math.cos(rollDeg / DEG), Math.sin(rollDeg / DEG)];
  const [dx, dy] = body ? [point[0] - body.centre[0], point[1] - body.centre[1]] : point;
  const [x, y] = [dx * cos + dy * sin, dy * cos - dx * sin];
  if (!body) return [measure.away * measure.outward * x, -y];
  const { upright, at, slope } = body.places[key];
  const [stepX, stepY] = [x - upright[0], y - upright[1]];
  const [outward, upward] = [0, 1].map((i) => at[i] + slope[0][i] * stepX + slope[1][i] * stepY);
  return [measure.away * outward, upward];
}

function draggedValue(measure, points, rollDeg, stature, body = null) {
  const { kind, upward, turn } = measure;
  if (measure.points.some((key) => !points[key])) return null;
  const known = body && measure.points.every((key) => body.places[key]) ? body : null;
  const at = measure.points.map((key) => outwardAndUp(measure, key, points[key], rollDeg, known));
  const inclination = (start, end) => Math.atan2(end[0] - start[0], upward * (end[1] - start[1])) * DEG;
  if (kind === "inclination") return inclination(at[0], at[1]);
  if (kind === "elevation") return Math.atan2(upward * (at[1][1] - at[0][1]), at[1][0] - at[0][0]) * DEG;
  if (kind === "bend") return 180 + turned(turn * (inclination(at[2], at[1]) - inclination(at[1], at[0])));
  if (!stature) return null;
  const [start, end] = kind === "shift" ? [between(at[2], at[3]), between(at[0], at[1])] : at;
  return (100 * (end[0] - start[0])) / stature;
}

// Shortest way round: angles that pass 180 degrees do not jump by 360.
function turned(difference) {
  return difference - 360 * Math.round(difference / 360);
}

// The higher end is the line's top, whichever was drawn as such.
function rollOf(vertical) {
  const [top, bottom] = [vertical.top_px, vertical.bottom_px].sort((a, b) => a[1] - b[1]);
  return Math.atan2(top[0] - bottom[0], bottom[1] - top[1]) * DEG;
}

// The point of a drawn line that lies nearest to a point.
function onLine([top, bottom], at) {
  const [dx, dy] = [bottom[0] - top[0], bottom[1] - top[1]];
  const length = dx * dx + dy * dy;
  const part = length ? clamp(((at[0] - top[0]) * dx + (at[1] - top[1]) * dy) / length, 0, 1) : 0;
  return [top[0] + part * dx, top[1] + part * dy];
}

// Where a level step from a point meets the scene's vertical through another.
function across(at, through, rollDeg) {
  const right = [Math.cos(rollDeg / DEG), Math.sin(rollDeg / DEG)];
  const step = (through[0] - at[0]) * right[0] + (through[1] - at[1]) * right[1];
  return [at[0] + step * right[0], at[1] + step * right[1]];
}

function between(a, b) {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
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
