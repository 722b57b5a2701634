import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { root } from '../support/dist.ts';
import { chosen, chosenPages, digest, type Manifest, manifestFile, pictureFolder } from './chosen.ts';
import { githubHtml } from './github-html.ts';
import { decodePng, palettePng } from './png.ts';
import { terminalHtml } from './terminal-html.ts';

const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
const names = chosen.flatMap(({ name }) => [`${name}-light.png`, `${name}-dark.png`]);

describe('the pictures of README.md', () => {
  test('are of what is rendered now; if not, npm run pictures makes them anew, and somebody looks at them', async () => {
    const now = (await chosenPages()).flatMap(({ picture, page }) =>
      [`${picture.name}-light.png`, `${picture.name}-dark.png`].map((name) => [name, digest(page)]),
    );
    const photographed = Object.entries(manifest).map(([name, { page }]) => [name, page]);
    expect(Object.fromEntries(photographed)).toEqual(Object.fromEntries(now));
  });

  test.each(names)('%s is the file that was made, and small', (name) => {
    const file = readFileSync(join(pictureFolder, name));
    expect(digest(file)).toBe(manifest[name]?.file);
    expect(file.length).toBeLessThan(150_000);
  });

  test('are all there are, and all are shown, in light and dark and with words for who cannot see them', () => {
    expect(readdirSync(pictureFolder).sort()).toEqual(['manifest.json', ...names].sort());
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(/<picture>\n([\s\S]*?)<\/picture>/g)].map(([, inner = '']) => inner);
    expect(shown).toHaveLength(chosen.length);
    for (const { name } of chosen) {
      const [inner = ''] = shown.filter((each) => each.includes(`.github/pictures/${name}-light.png`));
      expect(inner).toContain(
        `<source media="(prefers-color-scheme: dark)" srcset=".github/pictures/${name}-dark.png">`,
      );
      expect(inner).toMatch(/<img alt="[^"]{20,}" src="/);
    }
  });
});

describe('a summary as HTML', () => {
  test.each([
    ['a tag that no summary has is text', 'a <img src=x onerror=y> b', '<p>a &lt;img src=x onerror=y> b</p>'],
    ['an attribute makes a tag text', '<details ontoggle=x>', '&lt;details ontoggle=x>'],
    ['an end of a line stays', 'a<br>b', '<p>a<br>b</p>'],
    [
      'what is closed is not shown',
      '<details><summary>more</summary>\n\nhidden\n\n</details>',
      '<details><summary>more</summary></details>',
    ],
  ])('%s', (_name, markdown, html) => {
    expect(githubHtml(markdown)).toBe(html);
  });

  test('what is opened is shown', () => {
    const html = githubHtml('<details><summary>more</summary>\n\n| a |\n| --- |\n| b |\n\n</details>', true);
    expect(html).toMatch(/^<details open><summary>more<\/summary>\n<table>[\s\S]*<td>b<\/td>/);
  });
});

describe('a terminal as HTML', () => {
  test('styles are classes, and everything else is text', () => {
    expect(terminalHtml('\u001b[31m<b>\u001b[0m & c\n')).toBe('<span class="red">&lt;b&gt;</span> &amp; c');
  });

  test('a style that the page does not know is not passed over', () => {
    expect(() => terminalHtml('\u001b[35mx\u001b[0m')).toThrow('style 35');
  });
});

describe('a picture of few colours', () => {
  const colour = fc.tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 }), fc.nat({ max: 255 }));

  test('is the same picture where it had no more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(colour, { minLength: 1, maxLength: 40 }),
        (width, height, colours) => {
          const rgb = Uint8Array.from(
            Array.from(
              { length: width * height },
              (_, pixel) => colours[(pixel * 7) % colours.length] ?? [0, 0, 0],
            ).flat(),
          );
          expect(decodePng(palettePng({ width, height, rgb }))).toEqual({ width, height, rgb });
        },
      ),
    );
  });

  test('keeps a rare colour that is far from all others', () => {
    const rgb = new Uint8Array(300 * 3);
    for (let pixel = 0; pixel < 299; pixel += 1) rgb.fill(pixel % 256, pixel * 3, pixel * 3 + 3);
    rgb.set([207, 34, 46], 299 * 3);
    const { rgb: kept } = decodePng(palettePng({ width: 300, height: 1, rgb }));
    expect([...kept.slice(299 * 3)]).toEqual([207, 34, 46]);
  });

  test('what is no PNG is refused', () => {
    expect(() => decodePng(new Uint8Array(20))).toThrow('no PNG');
  });
});
