import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { ShippedPackage } from '../../../shared/build/packages.ts';
import { billOfMaterials, type Shipment } from '../../../shared/build/sbom.ts';

const hash = createHash('sha512').update('archive').digest();
const shipped = (name: string, more: Partial<ShippedPackage> = {}): ShippedPackage => ({
  name,
  version: '1.2.3',
  licence: 'MIT',
  texts: [],
  author: 'Ada',
  integrity: `sha512-${hash.toString('base64')}`,
  ...more,
});
const shipment = (files: Shipment['files']): Shipment => ({
  name: 'suite',
  version: '0.1.0',
  licence: 'MIT',
  slug: 'us/suite',
  files,
});
const bill = (files: Shipment['files']): Record<string, unknown> =>
  JSON.parse(billOfMaterials(shipment(files))) as Record<string, unknown>;

const files: Shipment['files'] = [
  {
    path: 'vendor.js',
    bytes: 'vendor',
    packages: [shipped('zod'), shipped('@actions/core', { licence: 'Apache-2.0 AND MIT' })],
  },
  { path: 'cli.js', bytes: 'cli', packages: [] },
];

describe('the bill of materials', () => {
  test('says every file with its digest, every package with licence and archive, and what is in which file', () => {
    expect(bill(files)).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      components: [
        { name: 'cli.js', hashes: [{ alg: 'SHA-256', content: createHash('sha256').update('cli').digest('hex') }] },
        { name: 'vendor.js' },
        {
          group: '@actions',
          name: 'core',
          licenses: [{ expression: 'Apache-2.0 AND MIT' }],
          purl: 'pkg:npm/%40actions/core@1.2.3',
          externalReferences: [
            {
              url: 'https://registry.npmjs.org/@actions/core/-/core-1.2.3.tgz',
              hashes: [{ alg: 'SHA-512', content: hash.toString('hex') }],
            },
          ],
        },
        { name: 'zod', licenses: [{ license: { id: 'MIT' } }], purl: 'pkg:npm/zod@1.2.3' },
      ],
      dependencies: [
        { ref: 'pkg:github/us/suite@v0.1.0', dependsOn: ['file:dist/cli.js', 'file:dist/vendor.js'] },
        { ref: 'file:dist/vendor.js', dependsOn: ['pkg:npm/%40actions/core@1.2.3', 'pkg:npm/zod@1.2.3'] },
      ],
    });
  });

  test('is the same for the same files in another order, and another one for another byte', () => {
    const text = billOfMaterials(shipment(files));
    expect(billOfMaterials(shipment([...files].reverse()))).toBe(text);
    const other = bill([{ path: 'cli.js', bytes: 'cli!', packages: [] }, ...files.slice(0, 1)]);
    expect(other['serialNumber']).not.toBe(bill(files)['serialNumber']);
    expect(other['serialNumber']).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test('names two versions of one package as two', () => {
    const two = [shipped('zod'), shipped('zod', { version: '2.0.0' })];
    const { components } = bill([{ path: 'cli.js', bytes: '', packages: two }]) as { components: { name: string }[] };
    expect(components.map(({ name }) => name)).toEqual(['cli.js', 'zod', 'zod']);
  });

  test.each([['sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='], ['sha512-abc'], [`sha512-${hash.toString('base64')} sha1-x`]])(
    'is refused for a package that is bound to %s',
    (integrity) => {
      expect(() => bill([{ path: 'cli.js', bytes: '', packages: [shipped('zod', { integrity })] }])).toThrow(
        /package-lock\.json binds zod by .* expected one sha512/,
      );
    },
  );
});
