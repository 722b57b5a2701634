import { expect, test } from '@jest/globals';
import { missingFiles, namedFiles } from '../../../../shared/domain/setup/needed-files.ts';
import { parseYaml } from '../../../../shared/parse/yaml.ts';

/** A configuration, and the files that it cannot do without. */
const cases: [name: string, config: object, files: string[]][] = [
  [
    'a contract',
    {
      contracts: [
        { id: 'a', pin: 'pin.json', mirror: 'm.json', copies: ['c.json', 'v/*/c.json'], matrix: { path: 'm.md' } },
      ],
    },
    ['pin.json', 'm.json', 'c.json', 'm.md'],
  ],
  [
    'a surface',
    {
      surfaces: [
        {
          openapi: ['api.yaml'],
          documents: [{ path: 'd.json', role: 'request' }],
          versions: [{ places: [{ path: 'v.json' }] }],
          'error-codes': { lists: [{ path: 'e.md' }] },
          endpoints: [{ path: 'p.md' }],
          impact: [{ path: 'i.md' }],
          overlap: { active: [{ path: 'a.json' }] },
        },
      ],
    },
    ['api.yaml', 'd.json', 'v.json', 'e.md', 'p.md', 'i.md', 'a.json'],
  ],
  ['a checklist', { 'gate-checklist': { sources: [{ path: 'c.md' }] } }, ['c.md']],
  ['a lock', { 'external-setup': { locks: [{ path: 'l.json' }] } }, ['l.json']],
  ['a document to sign', { 'sign-off': { documents: [{ path: 's.md' }] } }, ['s.md']],
  ['a list of checks', { 'required-checks': { documents: [{ path: 'r.md' }] } }, ['r.md']],
  ['a posture', { 'executive-summary': { posture: 'p.md' } }, ['p.md']],
  ['a list of checksums', { 'evidence-bundle': { verify: { list: 'l.txt' } } }, ['l.txt']],
  ['a list in a bundle that a step brings', { 'evidence-bundle': { verify: { list: 'l.txt', bundle: 'b' } } }, []],
  ['committed rows', { 'kpi-report': { rows: ['r.ndjson'], origin: 'committed' } }, ['r.ndjson']],
  ['rows that a step measures', { 'kpi-report': { rows: ['r.ndjson'], origin: 'output' } }, []],
  ['nothing', { version: 1 }, []],
];

test.each(cases)(
  '%s: each of its files is told where it is missing, and none where they are there',
  (_name, config, files) => {
    const parsed = parseYaml(JSON.stringify(config, null, 1));
    if (!parsed.ok) throw new Error(parsed.message);
    expect(namedFiles(parsed.document).map(({ file }) => file)).toEqual(files);
    expect(missingFiles('c.yml', parsed.document, () => undefined)).toEqual([]);
    const told = missingFiles('c.yml', parsed.document, () => 'does not exist');
    expect(told.map(({ level, says }) => `${level} ${says}`)).toEqual(
      files.map((file) => `wrong ${Object.keys(config)[0]} names the file "${file}", which does not exist`),
    );
    for (const { line } of told) expect(line).toBeGreaterThan(1);
  },
);
