// Selecting a sentence in [data-split="id of a field"] copies it there, to become an item of its own.
export function splitting(root) {
  root.querySelectorAll("[data-split]").forEach((text) => {
    // Selecting by mouse ends with a click: it must not tick the sentence as well.
    text.addEventListener("click", (event) => {
      if (event.target.closest("label") && !window.getSelection().isCollapsed) event.preventDefault();
    });
    document.addEventListener("selectionchange", () => {
      const chosen = window.getSelection();
      if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.anchorNode)) return;
      const field = document.getElementById(text.dataset.split);
      if (field) field.value = String(chosen).trim();
    });
  });
}
