import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FormatName, formats } from '../../../shared/parse/version.ts';

const hex = '0123456789abcdef';
const good: Record<FormatName, string[]> = {
  tag: ['v0.0.0', 'v1.2.3', 'v10.20.30', 'v1.2.3-rc.1', 'v1.2.3-0.a-b.x'],
  semver: ['0.0.0', '1.2.3-alpha.1', '1.0.0+build.5', '1.0.0-rc.1+20260208', '1.0.0--', '1.0.0-0a'],
  commit: ['0'.repeat(40), hex.repeat(4), 'a'.repeat(40)],
  sha256: ['0'.repeat(64), hex.repeat(4)],
  date: ['2026-02-08', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'],
  repository: ['owner/name', 'https://github.com/owner/name', 'git@github.com:owner/name.git'],
  url: ['http://127.0.0.1:4010', 'https://example.org/a?b#c', 'HTTPS://EXAMPLE.ORG', 'https://[::1]/'],
};
const bad: Record<FormatName, string[]> = {
  tag: [
    '',
    '1.2.3',
    'v1.2',
    'v1.2.3.4',
    'v01.2.3',
    'v1.2.3-',
    'v1.2.3-01',
    'v1.2.3+build',
    'V1.2.3',
    ' v1.2.3',
    'v1.2.3\n',
    'latest',
    'v1.2.٣',
  ],
  semver: ['', 'v1.2.3', '1.2', '01.2.3', '1.2.3-', '1.2.3-a..b', '1.2.3+', '1.2.3-é', '1.2.3 '],
  commit: [
    '',
    '0'.repeat(39),
    '0'.repeat(41),
    '0'.repeat(63),
    'A'.repeat(40),
    'g'.repeat(40),
    `${'0'.repeat(40)}\n`,
    'HEAD',
  ],
  sha256: ['', '0'.repeat(40), '0'.repeat(63), '0'.repeat(65), 'F'.repeat(64), `sha256:${'0'.repeat(64)}`],
  date: [
    '',
    '2026-2-8',
    '2026-02-30',
    '2023-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-02-08T00:00:00Z',
    '26-02-08',
    '２０２６-02-08',
  ],
  repository: ['', 'name', 'a/b/c', 'http://github.com/owner/name', 'https://github.com/owner'],
  url: [
    '',
    'example.org',
    'ftp://example.org',
    'https://',
    'https:///a',
    'https:\\\\a',
    'https://a b',
    ' https://a',
    'https://a\n',
    'javascript:alert(1)',
    'https://a:99999',
    'https://a\u202eb',
  ],
};

describe.each(Object.keys(formats) as FormatName[])('the format %s', (name) => {
  test.each(good[name])('has %j', (value) => {
    expect(formats[name].matches(value)).toBe(true);
  });

  test.each(bad[name])('has not %j', (value) => {
    expect(formats[name].matches(value)).toBe(false);
  });

  test('says what it expects', () => {
    expect(formats[name].describes).toMatch(/^an? /);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof formats[name].matches(text)).toBe('boolean');
      }),
    );
  });
});

test('a date is one exactly when the calendar has the day', () => {
  const two = (number: number): string => String(number).padStart(2, '0');
  fc.assert(
    fc.property(
      fc.integer({ min: 1000, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      (year, month, day) => {
        const moment = new Date(Date.UTC(year, month - 1, day));
        const exists =
          moment.getUTCFullYear() === year && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
        expect(formats.date.matches(`${year}-${two(month)}-${two(day)}`)).toBe(exists);
      },
    ),
    { numRuns: 2000 },
  );
});

test('a long version that does not end well is refused in linear time', () => {
  expect(formats.semver.matches(`1.0.0-${'0'.repeat(100_000)}!`)).toBe(false);
  expect(formats.tag.matches(`v1.0.0-${'a.'.repeat(100_000)}`)).toBe(false);
});
