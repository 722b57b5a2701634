import { describe, expect, test } from '@jest/globals';
import { lookThrough } from '../../../../shared/domain/bundle/sensitive.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = '-----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY-----';

describe('what must not be handed on', () => {
  test.each<[text: string, found: [what: string, line: number][], clean: string | undefined]>([
    ['all is well\n', [], undefined],
    ['a\nghp_0123456789abcdefghijklmnopqrstuvwxyzAB\n', [['GitHub token', 2]], 'a\n[redacted GitHub token]\n'],
    [`a\n${key}\nb\n`, [['private key', 2]], 'a\n[redacted private key]\n\n\n\nb\n'],
    ['by jane.doe@corp.io.', [['email address', 1]], 'by [redacted email address].'],
    ['pays DE89370400440532013000 now', [['bank account', 1]], 'pays [redacted bank account] now'],
    ['pays DE89370400440532013001 now', [], undefined],
    ['git@github.com:acme/desk.git, noreply@corp.io, a@b.example, x@users.noreply.github.com', [], undefined],
    ['ops@acme.io and jane@allowed.io', [], undefined],
    ['npm install pkg@1.2.3', [], undefined],
  ])('%j', (text, found, clean) => {
    const looked = lookThrough(bytes(text), ['ops@acme.io', '@allowed.io']);
    expect(looked.found.map(({ what, line }) => [what, line])).toEqual(found);
    expect(looked.clean === undefined ? undefined : new TextDecoder().decode(looked.clean)).toBe(clean);
  });

  test('bytes that are no text are looked through, and never written anew', () => {
    const looked = lookThrough(new Uint8Array([0, ...bytes('jane.doe@corp.io')]), []);
    expect(looked).toEqual({ found: [{ what: 'email address', line: 1 }] });
  });

  test('compressed bytes are not looked into', () => {
    expect(lookThrough(new Uint8Array([0x1f, 0x8b, 8]), [])).toEqual({ found: [], opaque: 'is compressed (gzip)' });
  });

  test.each<[string, Uint8Array]>([
    ['UTF-16 with its mark', Buffer.from('\ufeffby jane.doe@corp.io', 'utf16le')],
    ['UTF-16 without one', Buffer.from('by jane.doe@corp.io', 'utf16le')],
  ])('%s is looked through', (_name, content) => {
    expect(lookThrough(content, [])).toEqual({ found: [{ what: 'email address', line: 1 }] });
  });

  test.each([
    ['%PDF-1.7', 'is a PDF'],
    ['PK\x05\x06', 'is compressed (zip)'],
    ['\x89PNG', 'is a picture (png)'],
    ['RIFF0000WEBP', 'is a picture (webp)'],
  ])('%j is not looked into', (start, opaque) => {
    expect(lookThrough(Buffer.from(start, 'latin1'), [])).toEqual({ found: [], opaque });
  });
});
