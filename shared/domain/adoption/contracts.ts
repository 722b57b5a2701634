import type { ConfigPart, Sighting } from '../../core/adoption.ts';
import type { Json } from '../../core/json.ts';
import { listed } from '../../parse/text.ts';
import type { Ground } from './ground.ts';
import { type FoundMatrix, matrixOf } from './matrix.ts';
import { type Mirror, mirrorOf } from './mirror.ts';
import { type Pin, pinOf } from './pin.ts';

/** The pinned contracts of a repository: what stands under `contracts:`, and what changes together. */
export function findContracts(ground: Ground): { parts: ConfigPart[]; recognised: Sighting[]; guessed: Sighting[] } {
  const recognised: Sighting[] = [];
  const guessed: Sighting[] = [];
  const contracts: Json[] = [];
  const ids: string[] = [];
  const alone: string[] = [];
  const mirrors = new Set<string>();
  for (const file of ground.json) {
    const pin = pinOf(file);
    // A manifest names its release as well; what another pin has as its mirror is none itself.
    if (pin === undefined || mirrors.has(pin.path)) continue;
    const mirror = mirrorOf(pin, ground.json);
    const matrices = ground.markdown.flatMap((document) => matrixOf(pin, document) ?? []);
    const matrix = matrices.length === 1 ? matrices[0] : undefined;
    const fields = fieldsOf(pin, mirror, matrix);
    if (Object.keys(fields).length === 0) {
      guessed.push({
        path: pin.path,
        line: pin.line,
        says: `a pin of ${pin.producer}, but nothing else says its facts`,
      });
      continue;
    }
    const id = ids.includes(pin.id) ? `${pin.id}-${ids.length + 1}` : pin.id;
    ids.push(id);
    recognised.push({ path: pin.path, line: pin.line, says: `the pin of ${pin.producer}` });
    if (mirror !== undefined) {
      mirrors.add(mirror.path);
      const how = mirror.proved ? 'with the bytes that the pin names' : 'but not with the bytes that the pin names';
      recognised.push({ path: mirror.path, says: `its copy of the manifest, ${how}` });
      for (const copy of mirror.copies) recognised.push({ path: copy, says: `the same bytes as ${mirror.path}` });
      alone.push(...[...new Set(mirror.alone.map((pointer) => `/${pointer.split('/')[1] ?? ''}`))]);
    }
    if (matrix !== undefined) {
      recognised.push({
        path: matrix.path,
        line: matrix.line,
        says: `the table of its releases, under "${matrix.table}"`,
      });
    }
    for (const other of matrix === undefined ? matrices : [])
      guessed.push({
        path: other.path,
        line: other.line,
        says: `one of ${matrices.length} tables with the release of ${pin.path}`,
      });
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
  if (contracts.length === 0) return { parts: [], recognised, guessed };
  const about = [
    'What this repository is built against. Each field is one fact, and every place that says it: manifest-sync holds them together.',
    ...(alone.length === 0
      ? []
      : [
          `Said by a manifest alone, so not compared (a field with manifest: and expect: asks for a value): ${listed(alone)}`,
        ]),
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
  };
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
