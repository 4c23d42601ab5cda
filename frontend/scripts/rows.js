// A click anywhere on a row opens it; the link inside stays the real way.
export function rows(root) {
  root.querySelectorAll("[data-row]").forEach((row) => {
    row.addEventListener("click", (event) => {
      if (event.target.closest("a, button, summary, input, label, .tipped") || String(window.getSelection())) return;
      row.querySelector("a[href]")?.click();
    });
  });
}
