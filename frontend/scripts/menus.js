// The sheet under one's name and the list behind "More" close on a click elsewhere; the help sheet opens over the page instead of on its own.
export function menus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.me[open], details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const help = event.target.closest("[data-opens]");
    const sheet = help && document.getElementById(help.dataset.opens);
    if (sheet) {
      event.preventDefault();
      if (!sheet.open) sheet.showModal();
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-prints]")) window.print();
  });
}
