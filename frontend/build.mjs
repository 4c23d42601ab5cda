// Bundle styles and scripts into the directory named on the command line.
import { mkdirSync, writeFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import * as sass from "sass";

const out = process.argv[2];
mkdirSync(out, { recursive: true });

const { css } = sass.compile("styles/app.scss", {
  style: "compressed",
  loadPaths: ["node_modules"],
  quietDeps: true,
});
const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: ["firefox115", "safari16", "chrome109"] });
writeFileSync(join(out, "app.css"), code);

// The chart brings its drawing library along: a file of its own, for the pages that draw.
for (const [from, to] of [["scripts/app.js", "app.js"], ["scripts/chart/index.js", "chart.js"]]) {
  await esbuild.build({
    entryPoints: [from],
    outfile: join(out, to),
    bundle: true,
    minify: true,
    format: "iife",
    target: ["firefox115", "safari16", "chrome109"],
    legalComments: "linked",
    logLevel: "warning",
  });
}

cpSync("images", join(out, "images"), { recursive: true });
