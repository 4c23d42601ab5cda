// Parts of a page that come again by themselves, and words for those who listen instead of look.
export function live(htmx) {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  const say = document.getElementById("said");

  document.addEventListener("htmx:afterSwap", (event) => {
    const words = event.detail.elt.dataset?.says;
    if (words && say) say.textContent = words;
  });

  // An answer that the session has ended must not land inside a panel: the whole page goes to sign in.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const landed = event.detail.xhr?.responseURL ?? "";
    if (landed.includes("/account/login")) {
      event.detail.shouldSwap = false;
      window.location.assign(landed);
    }
  });
}
