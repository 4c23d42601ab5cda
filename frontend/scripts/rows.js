// A table that is wider than its frame says so, and keys reach it to move it.
const frames = new ResizeObserver((seen) =>
  seen.forEach(({ target }) => {
    const wide = target.scrollWidth > target.clientWidth + 1;
    target.classList.toggle("table-wide", wide);
    if (wide && !target.hasAttribute("tabindex")) target.tabIndex = 0;
  }),
);

// A click anywhere on a row opens it; the link inside stays the real way.
export function rows(root) {
  root.querySelectorAll(".table-frame").forEach((frame) => frames.observe(frame));
  root.querySelectorAll("[data-row]").forEach((row) => {
    row.addEventListener("click", (event) => {
      if (event.target.closest("a, button, summary, input, label, .tipped") || String(window.getSelection())) return;
      row.querySelector("a[href]")?.click();
    });
  });
}
