import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { packageMark, root } from './support/dist.ts';

/*
 * The committed bill of materials: of the form that CycloneDX 1.6 asks for (https://cyclonedx.org/docs/1.6/json/; what the suite does not
 * use is not allowed here), and true of the files beside it.
 */

const dist = join(root, 'dist');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const hex = (length: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
const Licences = z
  .array(
    z.union([
      z.strictObject({ license: z.strictObject({ id: z.string() }) }),
      z.strictObject({ expression: z.string() }),
    ]),
  )
  .length(1);
const FileComponent = z.strictObject({
  type: z.literal('file'),
  'bom-ref': z.string().min(1),
  name: z.string().min(1),
  hashes: z.array(z.strictObject({ alg: z.literal('SHA-256'), content: hex(64) })).length(1),
});
const LibraryComponent = z.strictObject({
  type: z.literal('library'),
  'bom-ref': z.string().min(1),
  group: z.string().regex(/^@/).optional(),
  name: z.string().min(1),
  version: z.string().min(1),
  licenses: Licences,
  purl: z.string().regex(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+/),
  externalReferences: z
    .array(
      z.strictObject({
        type: z.literal('distribution'),
        url: z.url(),
        hashes: z.array(z.strictObject({ alg: z.literal('SHA-512'), content: hex(128) })).length(1),
      }),
    )
    .length(1),
});
const Bill = z.strictObject({
  $schema: z.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.int().min(1),
  metadata: z.strictObject({
    lifecycles: z.array(z.strictObject({ phase: z.literal('build') })),
    component: z.strictObject({
      type: z.literal('application'),
      'bom-ref': z.string(),
      name: z.string(),
      version: z.string(),
      licenses: Licences,
      purl: z.string(),
      externalReferences: z.array(z.strictObject({ type: z.literal('vcs'), url: z.url() })),
    }),
  }),
  components: z.array(z.discriminatedUnion('type', [FileComponent, LibraryComponent])),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()).min(1) })),
});

const bill = Bill.parse(JSON.parse(read('dist/sbom.cdx.json')));
const libraries = bill.components.filter((component) => component.type === 'library');
const files = bill.components.filter((component) => component.type === 'file');
const nameOf = ({ group, name }: { group?: string | undefined; name: string }): string =>
  group === undefined ? name : `${group}/${name}`;

describe('dist/sbom.cdx.json', () => {
  test('is about the version of package.json, and refers to nothing that is not in it', () => {
    expect(bill.metadata.component.version).toBe((JSON.parse(read('package.json')) as { version: string }).version);
    const refs = [bill.metadata.component, ...bill.components].map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    const named = bill.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(named.filter((ref) => !refs.includes(ref))).toEqual([]);
    // Everything is shipped with the suite: nothing stands there that no file holds.
    expect(refs.slice(1).filter((ref) => !named.includes(ref))).toEqual([]);
  });

  test('has every other file of dist with its bytes, and no other file', () => {
    const there = readdirSync(dist, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'sbom.cdx.json')
      .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    const digests = there.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(dist, path)))
        .digest('hex'),
    ]);
    expect(Object.fromEntries(files.map(({ name, hashes }) => [name, hashes[0]?.content]))).toEqual(
      Object.fromEntries(digests),
    );
  });

  test('says of each file the packages whose marks the bundler left in it', () => {
    const marked = files.flatMap(({ name }) => {
      if (!name.endsWith('.js')) return [];
      const found = [...read(`dist/${name}`).matchAll(packageMark)].map(([, of = '']) => of);
      return [...new Set(found)].map((of) => `${name}: ${of}`);
    });
    const said = bill.dependencies.slice(1).flatMap(({ ref, dependsOn }) =>
      dependsOn.map((url) => {
        const library = libraries.find((component) => component['bom-ref'] === url);
        return `${ref.replace('file:dist/', '')}: ${library === undefined ? url : nameOf(library)}`;
      }),
    );
    expect(marked.length).toBeGreaterThan(100);
    expect(marked.filter((of) => !said.includes(of))).toEqual([]);
  });

  test('binds every package to the archive of package-lock.json', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { version?: string; integrity?: string }>;
    };
    const archives = Object.entries(packages).map(([path, { version, integrity = '' }]) => {
      const name = path.replace(/^.*node_modules\//, '');
      return `${name}@${version} ${Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')}`;
    });
    const bound = libraries.map(
      (library) => `${nameOf(library)}@${library.version} ${library.externalReferences[0]?.hashes[0]?.content}`,
    );
    expect(bound.filter((one) => !archives.includes(one))).toEqual([]);
  });

  test('and LICENCES.txt name the same packages under the same licences', () => {
    const texts = [...read('dist/LICENCES.txt').matchAll(/^-{80}\n(\S+) (\S+) \((.*)\)$/gm)].map(
      ([, name, version, licence]) => `${name} ${version} ${licence}`,
    );
    const said = libraries.map((library) => {
      const [terms] = library.licenses;
      const licence = terms !== undefined && 'expression' in terms ? terms.expression : terms?.license.id;
      return `${nameOf(library)} ${library.version} ${licence}`;
    });
    expect([...said].sort()).toEqual([...texts].sort());
  });

  test('and every licence there has its terms', () => {
    const entries = read('dist/LICENCES.txt')
      .split(/^-{80}\n/m)
      .slice(1);
    const granted =
      /permission is hereby granted|permission to use, copy|apache license|redistribution and use|blue oak model license/i;
    expect(entries.length).toBe(libraries.length);
    expect(entries.filter((entry) => !granted.test(entry)).map((entry) => entry.split('\n')[0])).toEqual([]);
  });
});
