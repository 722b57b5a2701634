import type { ConfigPart, Sighting } from '../../core/adoption.ts';
import type { Json } from '../../core/json.ts';
import { listed } from '../../parse/text.ts';
import { type Ground, isAside } from './ground.ts';
import { type FoundMatrix, matrixOf } from './matrix.ts';
import { digestOf, type Mirror, mirrorOf, nearness } from './mirror.ts';
import { type Pin, readPin, textsOf } from './pin.ts';

/** The pinned contracts of a repository: what stands under `contracts:`, and what changes together. */
export function findContracts(ground: Ground): {
  parts: ConfigPart[];
  recognised: Sighting[];
  guessed: Sighting[];
  /** Digests that pins and their manifests name: files with them are the producer's. */
  named: ReadonlySet<string>;
} {
  const recognised: Sighting[] = [];
  const { pins, guessed } = pinsOf(ground);
  const contracts: Json[] = [];
  const ids: string[] = [];
  const alone = new Set<string>();
  const pinAlone = new Set<string>();
  const named = new Set<string>();
  const files = ground.json.filter(({ path }) => !pins.some((pin) => pin.path === path));
  for (const pin of pins) {
    const { mirror, doubts } = mirrorOf(pin, files, (path) => belongsElsewhere(path, pin, pins));
    guessed.push(...doubts);
    const { matrix, doubts: others } = chosenMatrix(pin, pins, ground);
    const fields = fieldsOf(pin, mirror, matrix);
    if (Object.keys(fields).length === 0) {
      guessed.push(
        { path: pin.path, line: pin.line, says: `a pin of ${pin.producer}, but nothing else says its facts` },
        ...others,
      );
      continue;
    }
    const id = ids.includes(pin.id) ? `${pin.id}-${ids.length + 1}` : pin.id;
    ids.push(id);
    recognised.push({ path: pin.path, line: pin.line, says: `the pin of ${pin.producer}` });
    for (const { value } of pin.facts) named.add(value.toLowerCase());
    if (mirror !== undefined) {
      recognised.push({ path: mirror.path, says: `its copy of the manifest, ${proofs[mirror.proof]}` });
      for (const copy of mirror.copies)
        recognised.push({ path: copy, says: `held against ${mirror.path}, byte for byte` });
      for (const pointer of mirror.alone) alone.add(`/${pointer.split('/')[1] ?? ''}`);
      const document = ground.json.find(({ path }) => path === mirror.path)?.document;
      for (const { value } of document === undefined ? [] : textsOf(document)) named.add(value.toLowerCase());
    }
    for (const { name, pointer } of pin.facts) if (!Object.hasOwn(fields, name)) pinAlone.add(pointer);
    if (matrix !== undefined) {
      recognised.push({
        path: matrix.path,
        line: matrix.line,
        says: `the table of its releases, under "${matrix.table}"`,
      });
    }
    guessed.push(...others);
    contracts.push({
      id,
      producer: pin.producer,
      pin: pin.path,
      ...(mirror === undefined ? {} : { mirror: mirror.path }),
      ...(mirror === undefined || mirror.copies.length === 0 ? {} : { copies: [...mirror.copies] }),
      ...(matrix === undefined ? {} : { matrix: matrixConfig(matrix) }),
      fields,
    });
  }
  if (contracts.length === 0) return { parts: [], recognised, guessed, named };
  const about = [
    'What this repository is built against. Each field is one fact, and every place that says it: manifest-sync holds them together.',
    ...(alone.size === 0
      ? []
      : [
          `Said by a manifest alone, so not compared (a field with manifest: and expect: asks for a value): ${listed([...alone])}`,
        ]),
    ...(pinAlone.size === 0 ? [] : [`Said by a pin alone, so not compared: ${listed([...pinAlone])}`]),
    'remote: asks the producer itself; add remote: { mode: if-token, path: <its path of the manifest> } and the secret of the workflow.',
  ];
  const together = ids.map(
    (id): Json => ({
      id,
      why: 'a pin without its manifest and its table was never tested',
      semantic: { contract: id },
    }),
  );
  return {
    parts: [
      { key: 'contracts', value: contracts, sure: true, about },
      {
        key: 'atomic-change',
        value: { groups: together },
        sure: true,
        about: ['What must change in one pull request: the facts of a contract, wherever they stand.'],
      },
    ],
    recognised,
    guessed,
    named,
  };
}

const proofs: Readonly<Record<Mirror['proof'], string>> = {
  bytes: 'with the bytes that the pin names',
  'line-ends': 'with the bytes that the pin names but for its line ends, which git may have put in here',
  none: 'but not with the bytes that the pin names',
};

/** The pins, without what another pin names as its manifest; what only looks like one is told. */
function pinsOf({ json }: Ground): { pins: Pin[]; guessed: Sighting[] } {
  const guessed: Sighting[] = [];
  const all: Pin[] = [];
  for (const file of json) {
    const read = readPin(file);
    if (read === undefined) continue;
    const { path } = file;
    if ('doubt' in read)
      guessed.push({ path, line: read.line, says: `looks like a pin, and is none to judge by: ${read.doubt}` });
    else if (isAside(path))
      guessed.push({
        path,
        line: read.pin.line,
        says: `a pin of ${read.pin.producer}, among what is not the repository's own`,
      });
    else all.push(read.pin);
  }
  const byPath = new Map(json.map((file) => [file.path, file]));
  const named = (path: string, by: Pin): boolean => {
    const file = byPath.get(path);
    return by.path !== path && file !== undefined && [file.sha256, file.plainSha256].includes(digestOf(by) ?? '');
  };
  const isProved = (pin: Pin): boolean => json.some(({ path }) => named(path, pin));
  const isCalledManifest = ({ path }: Pin): boolean => /manifest/i.test(path.slice(path.lastIndexOf('/') + 1));
  const rank = (pin: Pin): number => (isProved(pin) ? 0 : isCalledManifest(pin) ? 2 : 1);
  // A manifest names its release as well; but what names a manifest that is there is a pin, whatever else names it.
  const pins: Pin[] = [];
  for (const pin of [...all].sort((a, b) => rank(a) - rank(b))) {
    const isOf = (other: Pin): boolean =>
      named(pin.path, other) || mirrorOf(other, json, () => false).mirror?.path === pin.path;
    if (isProved(pin) || !pins.some(isOf)) pins.push(pin);
  }
  return { pins: pins.sort((a, b) => (a.path < b.path ? -1 : 1)), guessed };
}

/** Whether a file lies nearer to another pin of the same release of the same repository. */
function belongsElsewhere(path: string, pin: Pin, pins: readonly Pin[]): boolean {
  const own = nearness(pin.path, path);
  return pins.some((other) => other !== pin && sameRelease(pin, other) && nearness(other.path, path) > own);
}

function sameRelease(a: Pin, b: Pin): boolean {
  const fact = ({ facts }: Pin, name: string): string | undefined => facts.find((each) => each.name === name)?.value;
  return a.producer === b.producer && ['tag', 'commit'].every((name) => fact(a, name) === fact(b, name));
}

/** The table with the release of a pin; of several none, but for those that belong to another pin. */
function chosenMatrix(
  pin: Pin,
  pins: readonly Pin[],
  { markdown }: Ground,
): { matrix: FoundMatrix | undefined; doubts: Sighting[] } {
  const all = markdown.flatMap((document) => matrixOf(pin, document) ?? []);
  const own = all.filter(({ path }) => !isAside(path) && !belongsElsewhere(path, pin, pins));
  const candidates = own.length > 0 ? own : all;
  const [one] = candidates;
  if (one !== undefined && candidates.length === 1) return { matrix: one, doubts: [] };
  const says = `one of ${candidates.length} tables with the release of ${pin.path}: none was taken`;
  return { matrix: undefined, doubts: candidates.map(({ path, line }) => ({ path, line, says })) };
}

function matrixConfig(matrix: FoundMatrix): Json {
  return {
    path: matrix.path,
    ...(matrix.bullets === undefined ? {} : { bullets: matrix.bullets }),
    table: matrix.table,
    ...(matrix.rows === 'append-only' ? { rows: matrix.rows } : {}),
    ...(matrix.status === undefined ? {} : { 'status-column': matrix.status }),
    ...(matrix.approved === undefined ? {} : { statuses: [matrix.approved] }),
    ...(matrix.updated === 'Updated' ? {} : { updated: matrix.updated }),
  };
}

/** Each fact with its places; what stands in one place only says nothing that could be compared, but for repository and hash. */
function fieldsOf(pin: Pin, mirror: Mirror | undefined, matrix: FoundMatrix | undefined): { [name: string]: Json } {
  const fields: { [name: string]: Json } = {};
  for (const { name, pointer } of pin.facts) {
    const manifest = mirror?.places.get(name);
    const label = matrix?.labels.get(name);
    const column = matrix?.columns.get(name);
    const places = [manifest, label, column].filter((place) => place !== undefined).length;
    const alone = name === 'repository' || (name === 'manifest-sha256' && mirror !== undefined);
    if (places === 0 && !alone) continue;
    if (name === 'manifest-sha256' && mirror === undefined) continue;
    fields[name] = {
      pin: pointer,
      ...(manifest === undefined ? {} : { manifest }),
      ...(label === undefined ? {} : { bullet: label }),
      ...(column === undefined ? {} : { column }),
    };
  }
  const others = Object.keys(fields).filter((name) => name !== 'repository');
  return others.length === 0 ? {} : fields;
}
