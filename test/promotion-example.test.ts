import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { control } from '../actions/promotion/control.ts';
import { parseConfig } from '../shared/core/config.ts';
import { readHistory } from '../shared/domain/promotion/history.ts';
import { parseDocument } from '../shared/domain/record/parse.ts';
import { root } from './support/dist.ts';
import { environments, promotedThrough, section } from './support/promotions.ts';

const file = (name: string): Buffer => readFileSync(join(root, 'examples/promotion/.github', name));

test('the histories of the example are what the control records, and whole', async () => {
  const recorded = await promotedThrough();
  for (const name of environments) {
    const content = file(`promotions/${name}.jsonl`);
    expect(content.toString('utf8')).toBe(recorded[name]);
    expect(readHistory(name, name, content)).toMatchObject({ entries: [{ line: 1 }], problems: [] });
  }
});

test('the configuration of the example asks for what these histories went through', () => {
  const read = parseDocument('release-governance.yml', file('release-governance.yml'));
  const value = read.ok ? read.document.value : undefined;
  expect(parseConfig(value, [control], { controls: ['promotion'], lists: [] })).toMatchObject({
    ok: true,
    config: { sections: { promotion: { promotes: section.promotes, chain: section.chain } } },
  });
});
