// Parts of a page that come again by themselves, and words for those who listen instead of look.
export function live(htmx) {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  const say = document.getElementById("said");

  // Scripts of single pages have no htmx of their own: they say what should be loaded where.
  document.addEventListener("beccaria:load", ({ detail }) => htmx.ajax("GET", detail.href, { target: detail.target, swap: "innerHTML" }));

  document.addEventListener("htmx:afterSwap", (event) => {
    handle(event.detail.elt);
    const words = event.detail.elt.dataset?.says;
    if (words && say) say.textContent = words;
  });
}

// A piece that came later may have to be handled more strictly than the page was so far.
function handle(piece) {
  piece.querySelectorAll?.("template[data-handling]").forEach((said) => {
    const [top, foot] = document.querySelectorAll(".handling[data-level]");
    if (top && Number(said.dataset.handling) > Number(top.dataset.level)) {
      const [newTop, newFoot] = said.content.querySelectorAll(".handling");
      top.replaceWith(newTop);
      foot?.replaceWith(newFoot);
    }
    said.remove();
  });
}
