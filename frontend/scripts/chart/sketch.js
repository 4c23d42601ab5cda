// The first picture of a large chart, at once and where everything will stand: dots and lines. The drawing library needs
// a second and more for thousands; nobody looks at an empty sheet meanwhile.
import { colours, scale } from "./canvas.js";

const UNCERTAIN = 3;

export function sketch(stage, data, { zoom, pan }) {
  const sheet = document.createElement("canvas");
  const ratio = window.devicePixelRatio || 1;
  Object.assign(sheet, { className: "chart-sketch", width: stage.clientWidth * ratio, height: stage.clientHeight * ratio });
  sheet.setAttribute("aria-hidden", "true");
  const pen = sheet.getContext("2d");
  pen.setTransform(zoom * ratio, 0, 0, zoom * ratio, pan.x * ratio, pan.y * ratio);
  const wide = scale(data);
  const at = data.people.map((one) => [one.x * wide, one.y * wide]);
  lines(pen, at, data.ties.filter((tie) => !tie[UNCERTAIN]), 2.5, []);
  lines(pen, at, data.ties.filter((tie) => tie[UNCERTAIN]), 1, [6, 3]);
  dots(pen, at, data.people);
  stage.append(sheet);
  // After the next frame it is seen; then there is time for the rest.
  return new Promise((go) => requestAnimationFrame(() => setTimeout(() => go(sheet))));
}

function lines(pen, at, ties, width, dashes) {
  Object.assign(pen, { strokeStyle: colours().muted, lineWidth: width, globalAlpha: 0.75 });
  pen.setLineDash(dashes);
  pen.beginPath();
  for (const [one, other] of ties) {
    pen.moveTo(...at[one]);
    pen.lineTo(...at[other]);
  }
  pen.stroke();
}

function dots(pen, at, people) {
  Object.assign(pen, { strokeStyle: colours().ink, lineWidth: 2, globalAlpha: 1 });
  pen.setLineDash([]);
  people.forEach((one, number) => {
    pen.fillStyle = one.colour;
    pen.beginPath();
    pen.arc(...at[number], one.step ? 13 : 19, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  });
}
