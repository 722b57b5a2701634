import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, openBrowser } from './browser.ts';
import { chosenPages, digest, type Manifest, manifestFile, pictureFolder } from './chosen.ts';
import { pageOf } from './page.ts';
import { decodePng, palettePng } from './png.ts';

/*
 * `npm run pictures` makes the pictures of README.md anew; `npm run pictures -- <folder>` writes every scene into a folder, to be looked at: in
 * light and dark, in a wide and a narrow pane, and says what stands outside of its place. CHROMIUM names the browser, where it is not `chromium`.
 */

const schemes = ['light', 'dark'] as const;

async function makeChosen(browser: Browser): Promise<void> {
  rmSync(pictureFolder, { recursive: true, force: true });
  mkdirSync(pictureFolder, { recursive: true });
  const manifest: Manifest = {};
  for (const { picture, page } of await chosenPages()) {
    for (const scheme of schemes) {
      const { png } = await browser.photograph(page, { ...picture.view, scheme });
      const name = `${picture.name}-${scheme}.png`;
      const small = palettePng(decodePng(png));
      writeFileSync(join(pictureFolder, name), small);
      manifest[name] = { page: digest(page), file: digest(small) };
      console.log(`${name}  ${small.length} bytes`);
    }
  }
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
}

async function makeAll(browser: Browser, folder: string): Promise<void> {
  const { scenes } = await import('./more-scenes.ts');
  mkdirSync(folder, { recursive: true });
  for (const [name, scene] of Object.entries(scenes)) {
    const shown = await scene();
    writeFileSync(join(folder, `${name}.txt`), shown.kind === 'summary' ? shown.markdown : shown.text);
    for (const [suffix, page] of [
      ['', pageOf(shown)],
      ...(shown.kind === 'summary' ? [['-open', pageOf(shown, true)] as const] : []),
    ] as const) {
      for (const width of shown.kind === 'summary' ? [1280, 375] : [1280]) {
        for (const scheme of schemes) {
          const { png, height, wide } = await browser.photograph(page, { scheme, width, scale: 1 });
          writeFileSync(join(folder, `${name}${suffix}-${width}-${scheme}.png`), png);
          if (scheme === 'light') console.log([`${name}${suffix}  ${width} x ${height}`, ...wide].join('\n    '));
        }
      }
    }
  }
}

const [folder] = process.argv.slice(2);
const browser = await openBrowser(process.env['CHROMIUM'] ?? 'chromium');
try {
  if (folder === undefined) await makeChosen(browser);
  else await makeAll(browser, folder);
} finally {
  await browser.close();
}
