import { describe, expect, test } from '@jest/globals';
import { digester } from '../../../../shared/core/file-digest.ts';
import { compareFiles, type FilePlace, type ListedFile } from '../../../../shared/domain/bundle/compare.ts';

/** A place with these texts; a text that is a function changes with each look. */
function placeOf(texts: Record<string, string | (() => string)>): FilePlace {
  return {
    async digest(path, wants) {
      const text = texts[path];
      if (text === undefined) return undefined;
      if (text === 'UNREADABLE') return { ok: false, message: 'could not be read (EACCES)' };
      const bytes = new TextEncoder().encode(typeof text === 'string' ? text : text());
      const one = digester(bytes.length, wants);
      one.push(bytes);
      return { ok: true, digest: one.end() };
    },
  };
}

function digestsOf(text: string): { sha256: string; gitBlob: string; bytes: number } {
  const bytes = new TextEncoder().encode(text);
  const one = digester(bytes.length);
  one.push(bytes);
  return one.end();
}

describe('a file against what is listed', () => {
  const lf = 'a\nb\n';
  const crlf = 'a\r\nb\r\n';
  test.each<[string, string | undefined, Omit<ListedFile, 'path'>, string]>([
    ['the same', lf, digestsOf(lf), 'same'],
    ['the same blob', lf, { gitBlob: digestsOf(lf).gitBlob }, 'same'],
    ['listed with the line ends of Windows', lf, { sha256: digestsOf(crlf).sha256 }, 'line-ends'],
    ['listed with those of Unix', crlf, { sha256: digestsOf(lf).sha256 }, 'line-ends'],
    ['mixed line ends', 'a\r\nb\n', { sha256: digestsOf(crlf).sha256 }, 'line-ends'],
    ['another text', lf, { sha256: digestsOf('c').sha256 }, 'different'],
    ['another blob only', lf, { sha256: digestsOf(lf).sha256, gitBlob: digestsOf('c').gitBlob }, 'different'],
    ['another size only', lf, { sha256: digestsOf(lf).sha256, bytes: 5 }, 'different'],
    ['not there', undefined, digestsOf(lf), 'absent'],
    ['not readable', 'UNREADABLE', digestsOf(lf), 'unread'],
    ['without a checksum', lf, { bytes: 4 }, 'unlisted'],
  ])('%s', async (_name, text, listed, expected) => {
    const [found] = await compareFiles([{ path: 'x', ...listed }], placeOf(text === undefined ? {} : { x: text }));
    expect(found?.class).toBe(expected);
    expect(found?.expected !== undefined && found.expected !== found.actual).toBe(
      expected === 'different' || expected === 'line-ends',
    );
  });

  test('a file that changes between two looks is different', async () => {
    const looks = ['other', lf];
    const place = placeOf({ x: () => looks.shift() ?? lf });
    const [found] = await compareFiles([{ path: 'x', sha256: digestsOf(crlf).sha256 }], place);
    expect(found?.class).toBe('different');
  });
});
