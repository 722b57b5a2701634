import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { otherNumber, otherValue } from '../../../../shared/domain/prove/other-value.ts';

describe('another value of the same form', () => {
  const cases: [written: string, kind: string, to: string][] = [
    ['Approved', 'status', 'Rejected'],
    ['PASS', 'status', 'FAIL'],
    ['go', 'status', 'no-go'],
    ['no-go', 'status', 'go'],
    ['closed', 'status', 'open'],
    ['v2.4.0', 'version', 'v2.4.1'],
    ['2.1.9', 'version', '2.1.8'],
    ['ledger.v2', 'version', 'ledger.v3'],
    ['^1.2.3', 'version', '^1.2.4'],
    ['1.0.0-rc.1', 'version', '1.0.0-rc.2'],
    ['7b1d0c52e94f3a86d5170be2c8a9634f10d7e2b5', 'hash', '7b1d0c52e94f3a86d5170be2c8a9634f10d7e2b0'],
    ['sha256:17b09b3ade93048e7e20cb5d1174cfb0', 'hash', 'sha256:17b09b3ade93048e7e20cb5d1174cfb1'],
    ['2026-11-02', 'date', '2026-11-03'],
    ['2026-02-28', 'date', '2026-02-27'],
    ['2026-11-02T08:00:00.050Z', 'date', '2026-11-03T08:00:00.050Z'],
    ['https://github.com/harbour-example/ledger', 'address', 'https://github.com/harbour-example/ledger-2'],
    ['config/ledger-pin.json', 'path', 'config/ledger-pin-2.json'],
    ['docs/**', 'path', 'docs/**-2'],
    ['README.md', 'path', 'README-2.md'],
    ['157 ms', 'number', '158 ms'],
    ['95 %', 'number', '96 %'],
    ['-3', 'number', '-4'],
    ['account_not_found', 'name', 'account_not_found_2'],
    ['Mara Lind', 'name', 'Mara Lind-2'],
    ['', 'name', '-2'],
  ];
  test.each(cases)('%s is a %s', (written, kind, to) => {
    expect(otherValue(written)).toEqual({ kind, to });
  });

  test.each([['a sentence of more than four words'], ['two\nlines'], ['x'.repeat(401)]])(
    'is not sought for prose',
    (text) => {
      expect(otherValue(text)).toBeUndefined();
    },
  );

  test('of a number with an exponent is another number of that size', () => {
    expect([otherNumber('1.5e3'), otherNumber('9E-7'), otherNumber('0')]).toEqual(['1.6e3', '8E-7', '1']);
    expect(otherNumber('151.83100000000002')).toBe('151.83100001000002');
  });

  test('is never the same, and never another line', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const other = otherValue(text);
        expect(other?.to).not.toBe(text);
        expect(other === undefined || !/[\r\n]/.test(other.to)).toBe(true);
      }),
    );
  });
});
