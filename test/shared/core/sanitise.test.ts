import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cut, lines, logLine, oneLine, redact } from '../../../shared/core/sanitise.ts';
import { credentialSamples, letters } from '../../support/credentials.ts';
import { hostileText, invisible } from '../../support/hostile.ts';

describe('redact', () => {
  test.each(credentialSamples)('a %s', (name, token) => {
    expect(redact(`before ${token}`)).toEqual({ text: `before [redacted ${name}]`, found: [name] });
    expect(redact(`"${token} after"`).found).toEqual([name]);
    expect(redact(`"${token} after"`).text).not.toContain(token);
  });

  test('a GitHub token is found inside of a word too, and a private key that is cut off', () => {
    expect(redact(`x_ghp_${letters(36)}`).text).toBe('x_[redacted GitHub token]');
    expect(redact(`-----BEGIN PRIVATE KEY-----\n${letters(64)}`).text).toBe('[redacted private key]');
  });

  test('a token in place of the user of an address', () => {
    const text = `https://${letters(12)}@e.org/x`;
    expect(redact(text)).toEqual({
      text: 'https://[redacted credential in a URL]@e.org/x',
      found: ['credential in a URL'],
    });
  });

  test.each([
    ['https://alice:s3cret@e.org/x', 'https://alice:[redacted password in a URL]@e.org/x'],
    ['HTTPS://alice:s3cret@e.org', 'HTTPS://alice:[redacted password in a URL]@e.org'],
    ['https://:s3cret@e.org', 'https://:[redacted password in a URL]@e.org'],
    ['postgres://app:p%40ss@db:5432/app', 'postgres://app:[redacted password in a URL]@db:5432/app'],
    ['git+ssh://git:s3:cret@e.org', 'git+ssh://git:[redacted password in a URL]@e.org'],
    ['https://alice:s3@cret@e.org', 'https://alice:[redacted password in a URL]@e.org'],
    [
      'two: https://a:b@c d://e:f@g.',
      'two: https://a:[redacted password in a URL]@c d://e:[redacted password in a URL]@g.',
    ],
  ])('the password in %s', (text, clean) => {
    expect(redact(text)).toEqual({ text: clean, found: ['password in a URL'] });
  });

  test('several kinds are each named once', () => {
    const text = `ghp_${letters(36)} npm_${letters(36)} gho_${letters(36)}`;
    expect(redact(text)).toEqual({
      text: '[redacted GitHub token] [redacted npm token] [redacted GitHub token]',
      found: ['GitHub token', 'npm token'],
    });
  });

  test.each([
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '0123456789abcdef0123456789abcdef01234567',
    'v1:7a2a4f47677315f52d5b721c45604977',
    'sha512-AbCdEf0123456789+/AbCdEf0123456789+/AbCdEf0123456789+/==',
    'ghp_tooshort',
    'npm_config_cache',
    'glpat-short',
    'risk-assessment-of-the-whole-organisation',
    'sk-short',
    'AKIA_IS_A_PREFIX',
    'eyJhbGciOiJub25lIn0',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
    'https://e.org:8443/a@b',
    'https://registry.npmjs.org/@scope/name',
    'https://alice@e.org/x',
    'git@github.com:acme/app.git',
    'ssh://git@e.org:22/acme/app',
    'alice:bob@e.org',
    'https://e.org/a:b@c',
    '550e8400-e29b-41d4-a716-446655440000',
    '',
  ])('%j is no credential', (text) => {
    expect(redact(text)).toEqual({ text, found: [] });
  });

  test('what was redacted once stays as it is', () => {
    fc.assert(
      fc.property(
        hostileText,
        fc.constantFrom(`ghp_${letters(36)}`, 'https://a:b@c', `eyJ${letters(20)}.eyJ${letters(20)}.${letters(20)}`),
        (text, token) => {
          const once = redact(`${text} ${token}`).text;
          expect(once).not.toContain(token);
          expect(redact(once)).toEqual({ text: once, found: [] });
        },
      ),
    );
  });
});

describe('a text of a megabyte made to be slow', () => {
  const megabyte = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length));

  test.each([
    ['eyJ-'],
    ['eyJaaaaaaaaaaaa.'],
    ['eyJaaaaaaaaaaaa.eyJ'],
    ['-----BEGIN PRIVATE KEY-----'],
    ['-----BEGIN A '],
    ['a://b:'],
    ['a://:'],
    ['b:c@'],
    ['xoxb-'],
    ['ghp_'],
    ['github_pat_'],
    ['AKIA'],
    ['glpat-'],
    ['sk-'],
    ['https://a'],
    ['hooks.slack.com/services/'],
    ['\u001b'],
    [' '],
  ])('%j takes time in proportion to its length', (piece) => {
    const started = performance.now();
    oneLine(redact(megabyte(piece)).text);
    lines(redact(`a://${megabyte(piece)}`).text);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('oneLine', () => {
  test.each([
    ['plain text stays', 'plain text stays'],
    ['größe 日本 \u{1f600} é', 'größe 日本 \u{1f600} é'],
    ['a b c d e', '  a \t b\n\nc\r\nd\v\fe  '],
    ['\\u{1b}[31mred\\u{1b}[0m', '\u001b[31mred\u001b[0m'],
    ['a\\u{0}b\\u{8}c\\u{7f}', 'a\u0000b\u0008c\u007f'],
    ['a\\u{85}b\\u{9b}c', 'a\u0085b\u009bc'],
    ['a\\u{2028}b\\u{2029}c', 'a\u2028b\u2029c'],
    ['txt.\\u{202e}gpj', 'txt.\u202egpj'],
    ['\\u{2066}a\\u{2069}', '\u2066a\u2069'],
    ['a\\u{200b}b\\u{200d}\\u{feff}c\\u{ad}', 'a\u200bb\u200d\ufeffc\u00ad'],
    ['tag\\u{e0041}', 'tag\u{e0041}'],
    ['private \\u{e000}', 'private \ue000'],
    ['half \ufffd pair \ufffd', 'half \ud800 pair \udc00'],
    ['', ''],
    ['', ' \n\t'],
  ])('gives "%s"', (expected, text) => {
    expect(oneLine(text)).toBe(expected);
  });

  test('nothing invisible is left, nothing stands around it, and doing it again changes nothing', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(invisible);
        expect(line).not.toMatch(/[\t\n\v\f\r]| {2}/);
        expect(line.trim()).toBe(line);
        expect(oneLine(line)).toBe(line);
      }),
    );
  });
});

describe('lines', () => {
  test('line ends stay, everything else is made visible', () => {
    expect(lines('a\r\nb\rc\nd\u2028e\u001b\tf')).toBe('a\nb\nc\nd\\u{2028}e\\u{1b}  f');
  });

  test('every line is free of what is invisible, and no line comes or goes', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = lines(text);
        for (const line of clean.split('\n')) expect(line).not.toMatch(invisible);
        expect(clean.split('\n')).toHaveLength(text.split(/\r\n|\r|\n/).length);
      }),
    );
  });
});

describe('cut', () => {
  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'ab…ef'],
    ['abcdef', 4, 'ab…f'],
    ['abcdef', 1, '…'],
    ['\u{1f600}\u{1f601}\u{1f602}', 3, '\u{1f600}\u{1f601}\u{1f602}'],
    ['\u{1f600}\u{1f601}\u{1f602}\u{1f603}', 3, '\u{1f600}…\u{1f603}'],
  ])('%s to %i', (text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });

  test('has at most that many code points, begins and ends as the text does, and tears no pair apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.integer({ min: 3, max: 20 }), (text, max) => {
        const short = cut(text, max);
        const points = Array.from(text);
        expect(Array.from(short).length).toBe(Math.min(points.length, max));
        expect(short.isWellFormed()).toBe(true);
        expect(short.startsWith(points[0] ?? '')).toBe(true);
        expect(short.endsWith(points.at(-1) ?? '')).toBe(true);
      }),
    );
  });
});

describe('logLine', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['  ::add-mask::x', ': :add-mask::x'],
    ['\n::set-output name=a::b', ': :set-output name=a::b'],
    ['a ::error::x', 'a ::error::x'],
    ['##[error]x', '# #[error]x'],
    ['a ##[command]x ##[group]', 'a # #[command]x # #[group]'],
    ['###[x', '## #[x'],
    ['C++ std::string', 'C++ std::string'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(logLine(text)).toBe(expected);
  });

  test('no runner takes it for a command, whatever white space it trims', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = logLine(text);
        expect(line.replace(/^[\s\u0085\u180e\ufeff]+/u, '').startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
        expect(line).not.toMatch(invisible);
      }),
    );
  });
});
