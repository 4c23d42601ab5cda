// The chart by keys: arrows go to the nearest person in that direction, Enter tells of him, + - 0 change the size.
import { zoom } from "./canvas.js";

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export function walking(cy, container, choose) {
  let at;
  const go = (node) => {
    at?.removeClass("at");
    at = node.addClass("at");
    const said = document.getElementById("said");
    if (said) said.textContent = node.data("label");
    const { x, y } = node.renderedPosition();
    if (x < 0 || y < 0 || x > cy.width() || y > cy.height()) cy.center(node);
  };

  container.addEventListener("focus", () => !at && cy.nodes().nonempty() && go(cy.nodes()[0]));
  container.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (WAYS[event.key]) go(nearest(cy, at ?? cy.nodes()[0], WAYS[event.key]));
    else if (event.key === "Enter" && at) choose(at);
    else if (event.key === "+" || event.key === "=") zoom(cy, 1.25);
    else if (event.key === "-") zoom(cy, 0.8);
    else if (event.key === "0") zoom(cy, "fit");
    else return;
    // Nothing else on the page hears these keys.
    event.preventDefault();
    event.stopPropagation();
  });
}

// Sideways counts double, so that an arrow leads where it points.
function nearest(cy, from, [dx, dy]) {
  const here = from.position();
  let best = from, least = Infinity;
  cy.nodes(":visible").forEach((node) => {
    const there = node.position();
    const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    if (along > 0 && along + 2 * aside < least) [best, least] = [node, along + 2 * aside];
  });
  return best;
}
