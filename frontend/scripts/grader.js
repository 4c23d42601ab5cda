// Grading with two keys: with a grader open, the next key chooses the source, the one after it the information.
// The codes are those the scheme prints; Enter sends, as in any form.
export function graders() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.body.dataset.keys === "off") return;
    const grader = openGrader();
    if (!grader || writes(event.target)) return;
    const group = nextGroup(grader);
    const box = group && find(group, event.key);
    if (!box) return;
    event.preventDefault();
    event.stopPropagation();
    box.checked = true;
    box.focus();
    box.dispatchEvent(new Event("change", { bubbles: true }));
    group.dataset.chosen = "by key";
  }, { capture: true });

  // Opening starts afresh, with the focus where the first key belongs.
  document.addEventListener("toggle", (event) => {
    const grader = event.target.closest?.("[data-grader]");
    if (grader !== event.target || !grader.open) return;
    grader.querySelectorAll("[data-chosen]").forEach((group) => delete group.dataset.chosen);
  }, { capture: true });
}

export const writes = (node) =>
  node.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit], [type=button], [type=file])") !== null;

function openGrader() {
  const here = document.activeElement?.closest("[data-item], [data-grader]") ?? document.querySelector("[data-item][data-current]");
  return here?.matches("[data-grader][open]") ? here : here?.querySelector("[data-grader][open]");
}

function nextGroup(grader) {
  const groups = [...grader.querySelectorAll("fieldset.codes")].filter((group) => group.querySelector("[name=source], [name=information]"));
  return groups.find((group) => !group.dataset.chosen);
}

function find(group, key) {
  return [...group.querySelectorAll("label")]
    .find((label) => label.querySelector("b")?.textContent.trim().toLowerCase() === key.toLowerCase())
    ?.querySelector("input");
}
