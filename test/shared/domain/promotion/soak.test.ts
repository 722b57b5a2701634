import { describe, expect, test } from '@jest/globals';
import { judgeSoak } from '../../../../shared/domain/promotion/soak.ts';
import { memoryGitHub } from '../../../support/memory-github.ts';

const root = 'GET /repos/acme/app';
const path = '.github/promotions/staging.jsonl';
const merge = 'a'.repeat(40);
const ref = 'b'.repeat(40);
const landed = '2026-03-03T11:00:00Z';

async function judged(bytes: number, begun: string, deployed?: string): Promise<string> {
  const content = new Uint8Array(bytes).fill(0x20);
  const base = { ref: 'main', repo: { full_name: 'acme/app', default_branch: 'main' } };
  const pull = { number: 60, head: { sha: 'c'.repeat(40) }, base, merge_commit_sha: merge, merged_at: landed };
  const github = memoryGitHub({
    [`${root}/commits`]: { json: [{ sha: merge }] },
    [`${root}/commits/${merge}/pulls`]: { json: [pull] },
    [`${root}/contents/${path}`]: { raw: content },
  });
  const at = deployed === undefined ? undefined : Date.parse(deployed);
  const file = { environment: 'staging', repository: 'acme/app', path, ref, content, deployed: at };
  return (await judgeSoak(github, file, '24h', Date.parse(begun))).status;
}

describe('what soaks in an environment', () => {
  test.each<[string, number, string, string | undefined, string]>([
    ['since its merge, long enough', 9, '2026-03-04T11:00:00Z', undefined, 'passed'],
    ['since its merge, a second too short', 9, '2026-03-04T10:59:59Z', undefined, 'failed'],
    ['since its deployment, which came later', 9, '2026-03-04T11:00:00Z', '2026-03-03T11:00:01Z', 'failed'],
    ['since its merge, which came after the deployment', 9, '2026-03-04T10:59:59Z', '2026-03-01T11:00:00Z', 'failed'],
    ['with a history of years', 3 * 1024 * 1024, '2026-03-04T11:00:00Z', undefined, 'passed'],
  ])('%s', async (_name, bytes, begun, deployed, status) => {
    expect(await judged(bytes, begun, deployed)).toBe(status);
  });
});
