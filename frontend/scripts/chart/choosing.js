// What is chosen in the chart, or in a table below, is told at its side in sentences; who is thought away fades.
export function choosing(cy, root, side) {
  const chosen = new URL(root.dataset.chosen, location.href);
  const without = new URL(root.dataset.without, location.href);
  let gone = [];

  const load = (href) => {
    const url = new URL(href, location.href);
    if (url.pathname === chosen.pathname) gone.forEach((one) => url.searchParams.append("without", one));
    document.dispatchEvent(new CustomEvent("beccaria:load", { detail: { href: url.pathname + url.search, target: side } }));
  };
  const choose = (element) => {
    const url = new URL(chosen);
    const ends = element.isNode() ? { one: element.id() } : { one: element.data("source"), other: element.data("target") };
    Object.entries(ends).forEach(([name, value]) => url.searchParams.set(name, value));
    load(url);
  };

  cy.on("tap", "node, edge", (event) => choose(event.target));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("main a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const url = new URL(link.href, location.href);
    if (url.pathname !== chosen.pathname && url.pathname !== without.pathname) return;
    event.preventDefault();
    load(url);
  });
  // What came is shown in the chart too, and read from its heading on.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== side) return;
    const said = side.querySelector("[data-ends]");
    if (said?.dataset.gone !== undefined) gone = said.dataset.gone.split(" ").filter(Boolean);
    mark(cy, said?.dataset.ends.split(" ").filter(Boolean) ?? [], gone);
    side.querySelector("h2")?.focus();
  });
  return choose;
}

function mark(cy, ends, gone) {
  cy.batch(() => {
    cy.elements().unselect().removeClass("gone");
    gone.forEach((one) => cy.getElementById(one).addClass("gone").connectedEdges().addClass("gone"));
    const nodes = cy.collection(ends.map((one) => cy.getElementById(one)[0]).filter(Boolean));
    (ends.length === 2 ? nodes[0].edgesWith(nodes[1]) : nodes).select();
  });
}
