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

await esbuild.build({
  entryPoints: ["scripts/app.js"],
  outfile: join(out, "app.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["firefox115", "safari16", "chrome109"],
  legalComments: "linked",
  logLevel: "warning",
});

cpSync("images", join(out, "images"), { recursive: true });
