// Suggest as you type over a plain field: <input data-suggest="/address" [data-fills="id of a hidden field"]>.
// With data-adds="name" each choice becomes a ticked box of that name below the field, and the field is free for the next.
// The address answers {"items": [{"value", "label", "detail"}]} with what the reader may see, and nothing else.
const WAIT = 180;

export function combos(root) {
  root.querySelectorAll("input[data-suggest]").forEach((input) => {
    if (!input.dataset.ready) new Combo(input);
  });
}

class Combo {
  constructor(input) {
    this.input = input;
    input.dataset.ready = "yes";
    this.hidden = document.getElementById(input.dataset.fills ?? "");
    const frame = document.createElement("div");
    frame.className = "combo";
    input.replaceWith(frame);
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `${input.id}-list`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "");
    this.said = document.createElement("div");
    this.said.className = "hidden-visually";
    this.said.setAttribute("role", "status");
    frame.append(input, this.list, this.said);
    const attributes = { role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id };
    Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("li");
      if (option) {
        event.preventDefault();
        this.take(option);
      }
    });
  }

  later() {
    clearTimeout(this.timer);
    if (this.hidden) this.hidden.value = "";
    if (this.input.value.trim().length < 2) return this.close();
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const typed = this.input.value.trim();
    const address = new URL(this.input.dataset.suggest, window.location.origin);
    address.searchParams.set("q", typed);
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || answer.redirected || this.input.value.trim() !== typed) return this.close();
    this.show((await answer.json()).items ?? []);
  }

  show(found) {
    this.list.replaceChildren(...found.map((item, at) => this.option(item, at)));
    const any = found.length > 0;
    this.list.hidden = !any;
    this.input.setAttribute("aria-expanded", String(any));
    this.said.textContent = any ? String(found.length) : "";
    this.point(-1);
  }

  option(item, at) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${at}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    Object.assign(line.dataset, { value: item.value, label: item.label });
    line.textContent = item.label;
    if (item.detail) {
      const small = document.createElement("small");
      small.textContent = item.detail;
      line.append(small);
    }
    return line;
  }

  key(event) {
    const options = [...this.list.children];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      return this.close();
    }
    if (!options.length || this.list.hidden) return undefined;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      return this.point((this.at + by + options.length + (this.at < 0 && by < 0 ? 1 : 0)) % options.length);
    }
    if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.take(options[this.at]);
    }
    return undefined;
  }

  point(at) {
    this.at = at;
    [...this.list.children].forEach((line, index) => line.setAttribute("aria-selected", String(index === at)));
    const chosen = this.list.children[at];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  take(option) {
    const adds = this.input.dataset.adds;
    if (adds) this.add(adds, option.dataset);
    this.input.value = adds ? "" : option.dataset.label;
    if (this.hidden) this.hidden.value = option.dataset.value;
    this.close();
    this.input.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { value: option.dataset.value } }));
    if (this.input.dataset.goes !== undefined) window.location.assign(option.dataset.value);
  }

  add(name, { value, label }) {
    if (!this.added) {
      this.added = document.createElement("div");
      this.added.className = "offers";
      this.list.parentElement.after(this.added);
    }
    const line = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value, checked: true });
    line.append(box, label);
    this.added.append(line);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }
}
