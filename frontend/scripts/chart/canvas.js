// Draws people and ties on a canvas, with what the theme of the page says, and fast enough for two thousand.
import cytoscape from "cytoscape";
import { FEW } from "./names.js";

export const MANY = 400;
const CLOSEST = 1.3, EDGE = 30, ROOM = { x: 70, y: 45 }, BESIDE = { x: 50, y: 38 };

// The library would write a style element, which our content security policy refuses; its one rule is in our styles.
function mark() {
  const id = "__________cytoscape_stylesheet";
  if (document.getElementById(id)) return;
  const said = document.createElement("meta");
  said.id = id;
  document.head.append(said);
}

// Places come from the server between about -1 and 1: the more people, the larger the sheet.
export const scale = (data) => 55 * Math.sqrt(Math.max(data.people.length, 4));

// Where one stands to see everybody: reckoned from their places, before anything is drawn. Names need room beside and below.
export function view(container, data) {
  const wide = scale(data), { clientWidth, clientHeight } = container;
  // Names of few are as large on every screen, and find room inside.
  const few = data.people.length <= FEW, [room, edge] = few ? [{ x: 0, y: 0 }, BESIDE] : [ROOM, { x: EDGE, y: EDGE }];
  const [x, y] = ["x", "y"].map((way) => {
    const all = data.people.map((one) => one[way] * wide);
    return [Math.min(...all) - room[way], Math.max(...all) + room[way]];
  });
  const zoom = Math.min(CLOSEST, (clientWidth - 2 * edge.x) / (x[1] - x[0]), (clientHeight - 2 * edge.y) / (y[1] - y[0]));
  return { zoom, pan: { x: (clientWidth - zoom * (x[0] + x[1])) / 2, y: (clientHeight - zoom * (y[0] + y[1])) / 2 } };
}

export function canvas(container, data, seen) {
  mark();
  const many = data.people.length > MANY;
  const cy = cytoscape({
    container,
    elements: elements(data),
    layout: { name: "preset", fit: false },
    style: looks(),
    ...seen,
    minZoom: 0.02,
    maxZoom: 4,
    boxSelectionEnabled: false,
    selectionType: "single",
    // While the sheet moves, a picture of it moves; it is drawn anew when it stands still.
    textureOnViewport: many,
    hideEdgesOnViewport: many,
    pixelRatio: many ? 1 : "auto",
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(looks()));
  new MutationObserver(() => cy.style(looks())).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  new ResizeObserver(() => cy.resize()).observe(container);
  container.parentElement.parentElement.querySelectorAll("[data-zoom]").forEach((button) =>
    button.addEventListener("click", () => zoom(cy, button.dataset.zoom)),
  );
  return cy;
}

export function zoom(cy, by) {
  if (by === "fit") return fit(cy);
  cy.zoom({ level: cy.zoom() * Number(by), renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

// Everybody in sight; a few people are not drawn larger than a hand.
export function fit(cy) {
  cy.fit(undefined, EDGE);
  if (cy.zoom() > CLOSEST) {
    cy.zoom(CLOSEST);
    cy.center();
  }
}

export const label = (one, place = "") => [one.tag ? `${one.name} [${one.tag}]` : one.name, place].filter(Boolean).join(" · ");

function elements(data) {
  const wide = scale(data);
  const people = data.people.map((one) => ({
    group: "nodes",
    data: { id: one.id, label: label(one), colour: one.colour, shape: one.shape, size: one.step ? 26 : 38 },
    position: { x: one.x * wide, y: one.y * wide },
    classes: one.tag && !one.sure && data.colour === "group" ? "suspected" : "",
  }));
  const ties = data.ties.map(([one, other, count, uncertain], number) => ({
    group: "edges",
    data: {
      id: `tie-${number}`,
      source: data.people[one].id,
      target: data.people[other].id,
      width: uncertain ? 1 : Math.min(7, 1.5 + Math.log2(count)),
    },
    classes: uncertain ? "uncertain" : "",
  }));
  return [...people, ...ties];
}

// What the theme of the page says.
export function colours() {
  const from = getComputedStyle(document.documentElement);
  const colour = (name) => from.getPropertyValue(`--${name}`).trim();
  return { ink: colour("ink"), muted: colour("line-strong"), surface: colour("surface"), accent: colour("accent") };
}

function looks() {
  const { ink, muted, surface, accent } = colours();
  return [
    {
      selector: "node",
      style: {
        width: "data(size)", height: "data(size)", shape: "data(shape)",
        "background-color": "data(colour)", "border-width": 2, "border-color": ink,
        label: "data(label)", color: ink, "font-size": 12, "font-family": "system-ui, sans-serif",
        "text-valign": "bottom", "text-margin-y": 4, "text-outline-color": surface, "text-outline-width": 2,
        "min-zoomed-font-size": 7, "text-max-width": 140, "text-wrap": "ellipsis",
      },
    },
    // On a small chart each name has its own place.
    {
      selector: "node[shown]",
      style: {
        label: "data(shown)", "text-wrap": "wrap", "text-max-width": 1000, "font-size": "data(font)", "line-height": 1.15,
        "text-halign": "data(halign)", "text-valign": "data(valign)",
        "text-margin-x": "data(besideX)", "text-margin-y": "data(besideY)",
      },
    },
    {
      selector: "edge",
      style: { width: "data(width)", "line-color": muted, "curve-style": "haystack", "haystack-radius": 0, "line-opacity": 0.75 },
    },
    { selector: "edge.uncertain", style: { "line-style": "dashed" } },
    { selector: "node.suspected", style: { "border-style": "dashed" } },
    { selector: "node:selected", style: { "border-width": 5, "border-color": accent } },
    { selector: "edge:selected", style: { "line-color": accent, "line-opacity": 1, width: 6 } },
    { selector: "node.at", style: { "border-width": 5, "border-color": accent } },
    { selector: ".later", style: { visibility: "hidden" } },
    { selector: "node.gone", style: { opacity: 0.2 } },
    { selector: "edge.gone", style: { opacity: 0.08 } },
  ];
}
