// Replays how the network formed: a tie is there from the day of its first record, a person from his first tie.
import { label } from "./canvas.js";

const FIRST_OF_1970 = 719_163, DAY = 86_400_000, SHOWS = 100, WHOLE = 12_000;
const FIRST = 4;

export function timeline(cy, root, data) {
  const [slider, output, counted, play] = ["slider", "day", "counted", "play"].map((one) => root.querySelector(`[data-${one}]`));
  const ties = data.ties.map((tie, number) => ({ day: tie[FIRST], edge: cy.getElementById(`tie-${number}`) })).sort((a, b) => a.day - b.day);
  const days = ties.map((one) => one.day);
  if (!days.length || days[0] === days.at(-1)) return root.querySelector("[data-time]").remove();
  const people = begun(cy, data);
  const written = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
  const shown = { ties: ties.length, people: people.length };

  Object.assign(slider, { min: days[0], max: days.at(-1), step: Math.max(1, Math.round((days.at(-1) - days[0]) / SHOWS)) });
  slider.value = slider.max;
  const draw = () => {
    // The last step of the slider may stop short of the last day.
    const day = Number(slider.value) + Number(slider.step) > days.at(-1) ? days.at(-1) : Number(slider.value);
    cy.batch(() => {
      shown.ties = turn(ties, shown.ties, day, (one) => one.edge);
      shown.people = turn(people, shown.people, day, (one) => one.node);
      if (data.colour === "prison") place(cy, data, day);
    });
    output.textContent = written.format(new Date((day - FIRST_OF_1970) * DAY));
    slider.setAttribute("aria-valuetext", output.textContent);
    counted.textContent = counted.dataset.words.replace("{people}", shown.people).replace("{ties}", shown.ties);
  };
  slider.addEventListener("input", draw);
  playing(slider, play, draw);
  draw();
}

// Only what lies between the two days changes.
function turn(ordered, before, day, element) {
  let now = before;
  while (now < ordered.length && ordered[now].day <= day) element(ordered[now++]).removeClass("later");
  while (now > 0 && ordered[now - 1].day > day) element(ordered[--now]).addClass("later");
  return now;
}

function begun(cy, data) {
  const first = data.people.map((one) => (one.step ? Infinity : 0));
  data.ties.forEach((tie) => [tie[0], tie[1]].forEach((one) => (first[one] = Math.min(first[one], tie[FIRST]))));
  return data.people
    .map((one, number) => ({ day: first[number] === Infinity ? 0 : first[number], node: cy.getElementById(one.id) }))
    .sort((a, b) => a.day - b.day);
}

// In which prison everybody was on that day, as colour and in words; outside, or nowhere known, stays white.
function place(cy, data, day) {
  data.people.forEach((one, number) => {
    const stay = data.stays[number].find(([from, until]) => from <= day && (!until || day < until));
    const [code, colour] = stay ? data.sites[stay[2]] : ["", "#ffffff"];
    const node = cy.getElementById(one.id);
    if (node.data("colour") !== colour) node.data("colour", colour);
    const words = label({ ...one, tag: 0 }, code);
    if (node.data("label") !== words) node.data("label", words);
  });
}

function playing(slider, button, draw) {
  let running;
  const stop = () => {
    clearInterval(running);
    running = undefined;
    button.textContent = button.dataset.plays;
  };
  button.addEventListener("click", () => {
    if (running) return stop();
    button.textContent = button.dataset.stops;
    if (Number(slider.value) + Number(slider.step) > Number(slider.max)) slider.value = slider.min;
    draw();
    running = setInterval(() => {
      const before = slider.value;
      slider.stepUp();
      draw();
      if (slider.value === before || slider.value === slider.max) stop();
    }, WHOLE / SHOWS);
  });
}
