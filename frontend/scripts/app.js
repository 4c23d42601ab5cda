// Everything works without this file; it only makes the same pages quicker to use.
import htmx from "htmx.org";
import { CharacterCount, Button, ErrorSummary, createAll } from "govuk-frontend";
import { boards } from "./board.js";
import { combos } from "./combo.js";
import { graders } from "./grader.js";
import { keys } from "./keys.js";
import { live } from "./live.js";
import { menus } from "./menus.js";
import { rows } from "./rows.js";
import { splitting } from "./split.js";

document.documentElement.dataset.js = "yes";
document.body.classList.add("js-enabled", "govuk-frontend-supported");

// Every request of htmx carries the token that Django asks for; forms carry their own.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("meta[name=csrf]")?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
});

graders();
keys();
menus();
live(htmx);

function prepare(root) {
  createAll(Button, { preventDoubleClick: true }, root);
  createAll(CharacterCount, {}, root);
  createAll(ErrorSummary, {}, root);
  boards(root);
  combos(root);
  rows(root);
  splitting(root);
}

prepare(document);
document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.elt));
