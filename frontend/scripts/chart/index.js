// The link chart. Loaded on chart pages alone; without it the page shows a picture and the same as tables.
import { choosing } from "./choosing.js";
import { MANY, canvas, view } from "./canvas.js";
import { names } from "./names.js";
import { places } from "./places.js";
import { sketch } from "./sketch.js";
import { timeline } from "./timeline.js";
import { walking } from "./walking.js";

const root = document.querySelector("[data-chart]");
const part = (name) => root.querySelector(`[data-${name}]`);

async function start() {
  const answer = await fetch(root.dataset.from, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(`chart data: ${answer.status}`);
  const data = await answer.json();
  part("loading").hidden = true;
  if (!data.ties.length && data.people.length < 2) return part("canvas").closest(".chart-stage").remove();
  part("canvas").hidden = part("tools").hidden = false;
  const seen = view(part("canvas"), data);
  const first = data.people.length > MANY ? await sketch(part("canvas").parentElement, data, seen) : null;
  if (first) performance.mark("chart-drawn");
  const cy = canvas(part("canvas"), data, seen);
  names(cy);
  places(cy, root, data);
  const choose = choosing(cy, root, part("side"));
  walking(cy, part("canvas"), choose);
  timeline(cy, root, data);
  // Ready is what is seen: the first picture, not the wish to draw it.
  cy.one("render", () => {
    first?.remove();
    if (!first) performance.mark("chart-drawn");
    performance.mark("chart-ready");
    root.dataset.ready = "yes";
  });
  return cy;
}

if (root) {
  start().catch((why) => {
    console.warn(why);
    part("loading").hidden = true;
    part("broken").hidden = false;
  });
}
