// Parts of a page that come again by themselves, and words for those who listen instead of look.
export function live(htmx) {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  const say = document.getElementById("said");

  document.addEventListener("htmx:afterSwap", (event) => {
    const words = event.detail.elt.dataset?.says;
    if (words && say) say.textContent = words;
  });
}
