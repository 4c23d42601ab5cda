// A person stays where he was: places are kept on the server, for this reader and this chart.
import { fit, scale } from "./canvas.js";

const WAIT = 600;

export function places(cy, root, data) {
  const { arrange: href, from } = root.dataset;
  const tidy = root.querySelector("[data-tidy]");
  const wide = scale(data);
  const moved = new Map();
  let waiting;

  const note = (node) => {
    const { x, y } = node.position();
    moved.set(node.id(), [x / wide, y / wide].map((each) => Math.round(each * 1e4) / 1e4));
  };
  const keep = () => {
    clearTimeout(waiting);
    if (!moved.size) return;
    const body = JSON.stringify({ places: Object.fromEntries(moved) });
    moved.clear();
    const token = document.querySelector("meta[name=csrf]")?.content ?? "";
    fetch(href, { method: "POST", body, keepalive: body.length < 60_000, headers: { "Content-Type": "application/json", "X-CSRFToken": token } })
      // Where somebody stood is no loss: he is where the server puts him.
      .catch((why) => console.warn(why));
  };

  // Whoever was never placed is from now on where he was first drawn.
  if (!data.placed) {
    cy.nodes().forEach(note);
    keep();
  }
  cy.on("dragfree", "node", (event) => {
    note(event.target);
    clearTimeout(waiting);
    waiting = setTimeout(keep, WAIT);
  });
  addEventListener("pagehide", keep);

  // Places anew, as if nobody had been put anywhere before.
  tidy.addEventListener("click", async () => {
    const answer = await fetch(`${from}&fresh=1`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    (await answer.json()).people.forEach((one) => cy.getElementById(one.id).position({ x: one.x * wide, y: one.y * wide }));
    cy.nodes().forEach(note);
    keep();
    fit(cy);
  });
}
