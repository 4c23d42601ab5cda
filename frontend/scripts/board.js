// The placement board: a click, a drag or Enter tries a place at once; the same links work without this file.
export function boards(root) {
  root.querySelectorAll("[data-board]").forEach(board);
}

function board(node) {
  if (node.dataset.ready) return;
  node.dataset.ready = "yes";
  node.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const card = event.target.closest("[data-card]");
    const spot = event.target.closest("a[data-spot]");
    if (card && event.target.closest("a")) choose(node, event, card);
    else if (spot && node.dataset.person) attempt(node, event, spot.closest("[data-wing]"));
  });
  node.addEventListener("keydown", (event) => walk(node, event));
  node.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-card]");
    if (!card) return;
    event.dataTransfer.setData("text/plain", card.dataset.card);
    mark(node, card);
  });
  for (const name of ["dragover", "drop"]) {
    node.addEventListener(name, (event) => {
      const place = event.target.closest?.("[data-wing]");
      if (!place || !node.dataset.person) return;
      if (name === "drop") attempt(node, event, place);
      else event.preventDefault();
    });
  }
}

function load(node, query) {
  document.dispatchEvent(
    new CustomEvent("beccaria:load", { detail: { href: `${node.dataset.board}?${new URLSearchParams(query)}`, target: "#verdict" } }),
  );
}

function mark(node, card) {
  node.dataset.person = card.dataset.card;
  node.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
  card.classList.add("chosen");
}

function choose(node, event, card) {
  event.preventDefault();
  mark(node, card);
  load(node, { person: node.dataset.person });
}

function attempt(node, event, place) {
  event.preventDefault();
  node.querySelectorAll(".tried").forEach((one) => one.classList.remove("tried"));
  place.classList.add("tried");
  load(node, { person: node.dataset.person, wing: place.dataset.wing, cell: place.dataset.cell });
}

// Up and down within a wing, left and right to the same height of the next one.
function walk(node, event) {
  const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  const here = event.target.closest?.("a[data-spot], [data-card] a");
  if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
  const wings = [...node.querySelectorAll(".board-wing")].map((wing) => [...wing.querySelectorAll("a[data-spot], [data-card] a")]);
  const column = wings.findIndex((wing) => wing.includes(here));
  const target = wings[column + step[0]];
  if (!target?.length) return;
  const at = wings[column].indexOf(here) + step[1];
  const next = target[Math.max(0, Math.min(at, target.length - 1))];
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}
