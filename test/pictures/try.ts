import { mkdirSync, writeFileSync } from 'node:fs';
import { openBrowser } from './browser.ts';
import { pageOf } from './page.ts';
import { scenes } from './scenes.ts';

const [dir = '', ...names] = process.argv.slice(2);
mkdirSync(dir, { recursive: true });
const browser = await openBrowser('chromium');
try {
  for (const name of names.length > 0 ? names : Object.keys(scenes)) {
    try {
      const shown = await scenes[name]!();
      writeFileSync(`${dir}/${name}.md`, shown.kind === 'summary' ? shown.markdown : shown.text);
      const html = pageOf(shown);
      for (const scheme of ['light', 'dark'] as const)
        for (const width of [1280, 375]) {
          const { png, height, wide } = await browser.photograph(html, { scheme, width, scale: 1 });
          writeFileSync(`${dir}/${name}-${scheme}-${width}.png`, png);
          console.log(name, scheme, width, height, png.length, scheme === 'light' ? wide : '');
        }
    } catch (e) {
      console.log(name, e);
    }
  }
} finally {
  await browser.close();
}
