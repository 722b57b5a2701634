import { expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { contractEntry, contractFiles, facts, paths } from '../support/contract-files.ts';
import { evaluateWith, type Files } from '../support/world.ts';

/*
 * The author leaves the old facts where people look and other ones where tools look, or the other way round, or takes them out
 * of sight altogether.
 */

const good = contractFiles();
const matrix = good[paths.matrix] ?? '';
const pin = good[paths.pin] ?? '';
const row = matrix.split('\n').find((line) => line.startsWith('| 5.1.0')) ?? '';
const bullet = `- Release: \`${facts.tag}\``;

const cases: [name: string, files: Files, rule: string][] = [
  ['a fact taken out of the pin', { [paths.pin]: pin.replace(/ {2}"release".*\n/, '') }, 'field-present'],
  ['a fact set to null', { [paths.pin]: pin.replace(`"release": "${facts.tag}"`, '"release": null') }, 'fields-agree'],
  [
    'a fact nested one deeper',
    { [paths.pin]: pin.replace(`"release": "${facts.tag}"`, `"release": { "release": "${facts.tag}" }`) },
    'field-format',
  ],
  [
    'a fact given twice, the right one first',
    { [paths.pin]: pin.replace(`"release": "${facts.tag}"`, `"release": "v9.9.9", "release": "${facts.tag}"`) },
    'unique-keys',
  ],
  [
    'a fact under a key that looks the same',
    { [paths.pin]: pin.replace('"release"', '"re\u200blease"') },
    'field-present',
  ],
  [
    'a fact with a letter that looks the same',
    { [paths.pin]: pin.replace(facts.tag, facts.tag.replace('v', '\u2174')) },
    'fields-agree',
  ],
  [
    'a fact with a space that is not seen',
    { [paths.pin]: pin.replace(facts.tag, `${facts.tag}\u200b`) },
    'field-format',
  ],
  ['the row in a comment', { [paths.matrix]: matrix.replace(row, `<!--\n${row}\n-->`) }, 'matrix-row'],
  [
    'the table in a code block',
    { [paths.matrix]: matrix.replace('| Desk', '```\n| Desk').replace(row, `${row}\n\`\`\``) },
    'matrix-structure',
  ],
  ['the table in a quotation', { [paths.matrix]: matrix.replace(/^\|/gm, '> |') }, 'matrix-structure'],
  [
    'the section renamed and kept in a comment',
    { [paths.matrix]: matrix.replace('## Approved releases', '<!--\n## Approved releases\n-->\n## Other') },
    'matrix-structure',
  ],
  [
    'a second section of the same name',
    {
      [paths.matrix]: `${matrix}\n## Approved releases\n\n| Desk | Release | Commit | Service | Status |\n| --- | --- | --- | --- | --- |\n${row}\n`,
    },
    'matrix-structure',
  ],
  ['the bullet in a comment', { [paths.matrix]: matrix.replace(bullet, `<!-- ${bullet} -->`) }, 'field-present'],
  [
    'the bullet in a code block',
    { [paths.matrix]: matrix.replace(bullet, `\n\`\`\`\n${bullet}\n\`\`\`\n`) },
    'field-present',
  ],
  [
    'the bullet moved to another section',
    { [paths.matrix]: `${matrix.replace(`${bullet}\n`, '')}\n${bullet}\n` },
    'field-present',
  ],
  [
    'a second bullet that says something else',
    { [paths.matrix]: matrix.replace(bullet, `${bullet}\n- Release: \`v9.9.9\``) },
    'matrix-structure',
  ],
  ['struck-through status', { [paths.matrix]: matrix.replace('| Approved |', '| Not Approved |') }, 'matrix-status'],
  [
    'the right words only in prose',
    { [paths.matrix]: `# Compatibility\n\n${facts.tag} ${facts.commit} ${facts.service} Approved\n` },
    'matrix-structure',
  ],
  [
    'a producer with another host',
    { ...contractFiles({ repository: 'https://github.com.evil.example/harbour-example/ledger' }) },
    'producer',
  ],
  [
    'a producer with a user part',
    { ...contractFiles({ repository: 'https://github.com@evil.example/harbour-example/ledger' }) },
    'producer',
  ],
  [
    'a set that hides a missing code behind one given twice',
    { [paths.mirror]: (good[paths.mirror] ?? '').replace('"ledger_closed"', '"duplicate_entry"') },
    'fields-agree',
  ],
];
test.each(cases)('%s', async (_name, files, rule) => {
  const evaluation = await evaluateWith(control, {
    files: { ...good, ...files },
    lists: { contracts: [contractEntry] },
    now: '2026-11-20T12:00:00Z',
  });
  expect(reportStatus(evaluation.results)).toBe('failed');
  expect(evaluation.results.filter(({ status }) => status === 'failed').map((result) => result.rule)).toContain(
    `manifest-sync/${rule}`,
  );
});
