// Keys of the house. Whatever carries data-key is pressed or focused by that key; nothing happens while somebody types.
import { writes as typing } from "./grader.js";

const shown = (node) => node.getClientRects().length > 0 && !node.disabled;

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return away(event);
    if (document.body.dataset.keys === "off" || typing(event.target)) return;
    if (event.key === "Enter" && open(event)) return;
    // Where two records are compared, j and k lead to other pages; in a list they move on it.
    if (!press(event) && (event.key === "j" || event.key === "k")) step(event, event.key === "j" ? 1 : -1);
  });
}

// Escape closes what is open, then leaves a field, then goes back with the list where it was.
function away(event) {
  const tipped = event.target.closest(".tipped");
  if (tipped && !tipped.classList.contains("tip-away")) {
    tipped.classList.add("tip-away");
    tipped.addEventListener("blur", () => tipped.classList.remove("tip-away"), { once: true });
    return;
  }
  const menu = document.querySelector("details.me[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (typing(event.target)) return event.target.blur();
  const back = document.querySelector("[data-key=Escape]");
  if (back) back.click();
}

const items = () => [...document.querySelectorAll("[data-item]")].filter(shown);
const current = () => document.activeElement?.closest("[data-item]") ?? document.querySelector("[data-item][data-current]");

function step(event, by) {
  const all = items();
  if (!all.length) return;
  event.preventDefault();
  const at = all.indexOf(current());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  all.forEach((item) => delete item.dataset.current);
  next.dataset.current = "";
  (next.querySelector("a[href], button") ?? next).focus();
  next.scrollIntoView({ block: "nearest" });
}

// A focused link opens by itself; Enter elsewhere in a queue opens the current row.
function open(event) {
  if (event.target.closest("a, button, summary")) return true;
  const link = current()?.querySelector("a[href]");
  if (!link) return false;
  link.click();
  return true;
}

function press(event) {
  const wanted = `[data-key="${CSS.escape(event.key)}"]`;
  const found = [...(current()?.querySelectorAll(wanted) ?? []), ...document.querySelectorAll(wanted)].find(shown);
  if (!found) return false;
  event.preventDefault();
  if (found.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
    found.focus();
    found.select?.();
  } else if (found.matches("details")) {
    found.open = !found.open;
    found.querySelector("summary").focus();
  } else if (found.matches("section")) {
    // A part of the page that a key leads to, such as the evidence.
    found.focus();
    found.scrollIntoView({ block: "nearest" });
  } else {
    found.click();
    // A disclosure that a key opened takes the focus, so that the next key lands inside it.
    if (found.matches("summary") && found.parentElement.open) found.focus();
  }
  return true;
}
