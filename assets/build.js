/**
 * Builds what the browser gets into build/assets: `npm run build`.
 *
 * The design systems' Sass and JavaScript come from node_modules; of their images and fonts only those
 * that the stylesheet names are copied, under the names that it gives them (/assets/...). Nothing has a
 * source map, because Django's hashed names would need the map's own sources too.
 */

import { copyFile, cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";
import * as sass from "sass";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "build", "assets");
const fresh = `${target}.new`;
const packaged = ["govuk-frontend/dist/govuk/assets", "@ministryofjustice/frontend/moj/assets"];
const transport = process.env.CASELOAD_TRANSPORT === "1";

/** MoJ Frontend 11.1 still uses a mixin that GOV.UK Frontend 6 deprecates; any other warning is ours to read. */
function warn(message) {
  if (!message.includes("`govuk-text-colour` mixin")) {
    console.warn(message);
  }
}

async function stylesheet() {
  const { css } = await sass.compileAsync(join(root, "assets/scss/app.scss"), {
    style: "compressed",
    loadPaths: [root],
    functions: { "transport()": () => (transport ? sass.sassTrue : sass.sassFalse) },
    quietDeps: true,
    logger: { warn },
  });
  await writeFile(join(fresh, "app.css"), css);
  return css;
}

async function copyNamedFiles(css) {
  const names = new Set([...css.matchAll(/url\(["']?\/assets\/([^"')?#]+)/g)].map((match) => match[1]));
  for (const name of names) {
    const source = packaged.map((folder) => join(root, "node_modules", folder, name)).find(existsSync);
    if (!source) {
      throw new Error(`The stylesheet names ${name}, which neither design system has`);
    }
    await mkdir(dirname(join(fresh, name)), { recursive: true });
    await copyFile(source, join(fresh, name));
  }
}

async function scripts() {
  await esbuild.build({
    entryPoints: [join(root, "assets/js/app.js"), join(root, "assets/js/enabled.js")],
    outdir: fresh,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    logLevel: "warning",
  });
}

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
await cp(join(root, "assets/images"), join(fresh, "images"), { recursive: true });
await Promise.all([stylesheet().then(copyNamedFiles), scripts()]);
await rm(target, { recursive: true, force: true });
await rename(fresh, target);

const size = async (name) => Math.ceil((await readFile(join(target, name))).length / 1000);
console.log(`  app.css ${await size("app.css")} kB, app.js ${await size("app.js")} kB`);
