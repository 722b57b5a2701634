import { createHash } from 'node:crypto';
import type { ShippedPackage } from './packages.ts';

/** What a bill of materials is about. */
export interface Shipment {
  name: string;
  version: string;
  licence: string;
  /** `<owner>/<name>` on GitHub. */
  slug: string;
  /** Every file that is shipped, with the packages of which it holds code. */
  files: readonly { path: string; bytes: Uint8Array | string; packages: readonly ShippedPackage[] }[];
}

/**
 * A CycloneDX 1.6 bill of materials as JSON: each file with its SHA-256, each package with its licence and the SHA-512 of the archive that npm
 * downloads, and which file holds code of which package. The same shipment gives the same bytes: there is no time in it, and the serial number
 * is made of the content.
 *
 * Source: CycloneDX v1.6 JSON reference, https://cyclonedx.org/docs/1.6/json/.
 */
export function billOfMaterials({ name, version, licence, slug, files }: Shipment): string {
  const packages = new Map<string, ShippedPackage>();
  for (const shipped of files.flatMap((file) => file.packages)) packages.set(packageUrl(shipped), shipped);
  const suite = `pkg:github/${slug}@v${version}`;
  const sorted = [...files].sort((a, b) => compare(a.path, b.path));
  const content = {
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        type: 'application',
        'bom-ref': suite,
        name,
        version,
        licenses: licensed(licence),
        purl: suite,
        externalReferences: [{ type: 'vcs', url: `https://github.com/${slug}` }],
      },
    },
    components: [
      ...sorted.map(({ path, bytes }) => ({
        type: 'file',
        'bom-ref': fileRef(path),
        name: path,
        hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(bytes).digest('hex') }],
      })),
      ...[...packages].sort(([a], [b]) => compare(a, b)).map(([url, shipped]) => library(url, shipped)),
    ],
    dependencies: [
      { ref: suite, dependsOn: sorted.map(({ path }) => fileRef(path)) },
      ...sorted.flatMap((file) => {
        const urls = [...new Set(file.packages.map(packageUrl))].sort(compare);
        return urls.length === 0 ? [] : [{ ref: fileRef(file.path), dependsOn: urls }];
      }),
    ],
  };
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    version: 1,
    ...content,
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function library(url: string, { name, version, licence, integrity }: ShippedPackage): object {
  const [group, bare] = name.startsWith('@') ? name.split('/') : [undefined, name];
  return {
    type: 'library',
    'bom-ref': url,
    ...(group === undefined ? {} : { group }),
    name: bare,
    version,
    licenses: licensed(licence),
    purl: url,
    externalReferences: [
      {
        type: 'distribution',
        url: `https://registry.npmjs.org/${name}/-/${bare ?? name}-${version}.tgz`,
        hashes: [{ alg: 'SHA-512', content: sha512(name, integrity) }],
      },
    ],
  };
}

function licensed(licence: string): object[] {
  return [/[ ()]/.test(licence) ? { expression: licence } : { license: { id: licence } }];
}

/** A package URL: https://github.com/package-url/purl-spec, type npm. */
function packageUrl({ name, version }: ShippedPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function fileRef(path: string): string {
  return `file:dist/${path}`;
}

function sha512(name: string, integrity: string): string {
  const [, base64 = ''] = /^sha512-([A-Za-z0-9+/]{86}==)$/.exec(integrity) ?? [];
  if (base64 === '') throw new Error(`package-lock.json binds ${name} by ${integrity}, expected one sha512`);
  return Buffer.from(base64, 'base64').toString('hex');
}

/** A UUID of version 8 (RFC 9562), whose bits are the first of a SHA-256. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
