// Where the names of a small chart stand, so that they can be read: beside, above or below their people, in two lines if
// they are long, wherever they touch least. Worked out when people have come to rest, never while a picture is drawn.

export const FEW = 80;
const FONT = "system-ui, sans-serif", READ = 12, SMALL = { screen: 500, read: 11 }, LINE = 1.15, LONGEST = 16;
const GAP = 3, EDGE = 3, CALM = 150, ROUNDS = 6;
// What a name costs there: on another name, on a person, across a tie, outside the sheet; below is where one looks first.
const COSTS = { name: 12, person: 16, tie: 0.05, outside: 20 };
const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]];
const WAYS = { x: { "-1": "left", 0: "center", 1: "right" }, y: { "-1": "top", 0: "center", 1: "bottom" } };

export function names(cy) {
  if (cy.nodes().length > FEW) return;
  // As large as one reads where everybody is in sight, whatever the screen.
  const font = (cy.width() < SMALL.screen ? SMALL.read : READ) / Math.min(cy.zoom(), 1);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${font}px ${FONT}`;
  const put = () => cy.batch(() => place(cy, pen, font));
  let waiting;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(put, CALM);
  };
  cy.on("position", "node", later);
  // The replay writes where somebody was held behind his name.
  cy.on("data", "node", ({ target }) => {
    const shown = folded(target.data("label")).join("\n");
    if (shown === target.data("shown")) return;
    target.data("shown", shown);
    later();
  });
  put();
}

function place(cy, pen, font) {
  const sheet = cy.extent();
  const all = cy.nodes().map((node) => person(node, pen, font));
  const ties = cy.edges().map((edge) => [edge.source().position(), edge.target().position()]);
  for (const one of all) one.costs = one.boxes.map((box, number) => number + standing(box, one, all, ties, sheet));
  settle(all);
  for (const { node, shown, size, at } of all) {
    const [x, y] = SIDES[at];
    // Where both ways lead aside, the corner of the shape is empty: the name comes nearer.
    const near = x && y ? -size / 5 : GAP;
    node.data({ shown, font, halign: WAYS.x[x], valign: WAYS.y[y], besideX: x * near, besideY: y * near });
  }
}

function person(node, pen, font) {
  const lines = folded(node.data("label"));
  const wide = Math.max(...lines.map((line) => pen.measureText(line).width)), high = lines.length * font * LINE;
  const size = node.data("size"), half = size / 2, at = node.position();
  const boxes = SIDES.map(([x, y]) => {
    const far = x && y ? half - size / 5 : half + GAP;
    const [left, top] = [beside(at.x, x, far, wide), beside(at.y, y, far, high)];
    return { left: left - EDGE, top: top - EDGE, right: left + wide + EDGE, bottom: top + high + EDGE };
  });
  const body = { left: at.x - half, top: at.y - half, right: at.x + half, bottom: at.y + half };
  return { node, shown: lines.join("\n"), size, boxes, body, at: 0 };
}

const beside = (middle, side, far, long) => (side > 0 ? middle + far : side < 0 ? middle - far - long : middle - long / 2);

// Two lines of about the same length, broken between words.
function folded(words) {
  if (words.length <= LONGEST) return [words];
  const middle = words.length / 2;
  const breaks = [...words.matchAll(/ /g)].map((found) => found.index);
  if (!breaks.length) return [words];
  const at = breaks.reduce((best, one) => (Math.abs(one - middle) < Math.abs(best - middle) ? one : best));
  return [words.slice(0, at), words.slice(at + 1)];
}

// What a name costs there whatever the other names do.
function standing(box, one, all, ties, sheet) {
  let total = COSTS.outside * (area(box) - overlap(box, { left: sheet.x1, right: sheet.x2, top: sheet.y1, bottom: sheet.y2 }));
  for (const other of all) if (other !== one) total += COSTS.person * overlap(box, other.body);
  return total + COSTS.tie * ties.filter(([from, to]) => crosses(box, from, to)).length * area(box);
}

// One after the other takes the best place that the others leave; from several beginnings, of which the best stays.
function settle(all) {
  const touched = (one, at, other) => (other === one ? 0 : overlap(one.boxes[at], other.boxes[other.at]));
  const cost = (one, at) => all.reduce((sum, other) => sum + COSTS.name * touched(one, at, other), one.costs[at]);
  let best, least = Infinity;
  for (let start = 0; start < SIDES.length; start += 1) {
    for (const one of all) one.at = start;
    for (let round = 0; round < ROUNDS; round += 1) {
      all.forEach((_one, number) => {
        const one = all[start % 2 ? all.length - 1 - number : number];
        const costs = SIDES.map((_side, at) => cost(one, at));
        one.at = costs.indexOf(Math.min(...costs));
      });
    }
    const total = all.reduce((sum, one) => sum + cost(one, one.at), 0);
    if (total < least) [best, least] = [all.map((one) => one.at), total];
  }
  all.forEach((one, number) => (one.at = best[number]));
}

const area = (box) => (box.right - box.left) * (box.bottom - box.top);

function overlap(one, other) {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > 0 && high > 0 ? wide * high : 0;
}

// Whether a line goes through a box: it is cut side by side until nothing of it is left.
function crosses(box, one, other) {
  let [from, to] = [0, 1];
  for (const [begin, along, least, most] of [
    [one.x, other.x - one.x, box.left, box.right],
    [one.y, other.y - one.y, box.top, box.bottom],
  ]) {
    if (!along) {
      if (begin < least || begin > most) return false;
      continue;
    }
    const ends = [(least - begin) / along, (most - begin) / along].sort((a, b) => a - b);
    [from, to] = [Math.max(from, ends[0]), Math.min(to, ends[1])];
  }
  return from < to;
}
