import { sha256 } from '../../core/fingerprint.ts';
import { stableJson } from '../../core/json.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import type { Allowance } from '../../core/report.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import type { z } from '../../core/zod.ts';
import { RulesetSummarySchema } from '../github-rules/api-ruleset.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Notes } from './notes.ts';
import { showsFile } from './shown.ts';

/** The fact that every exception is bound to. */
export const rulesetsFact = 'rulesets';

/**
 * The digest of which rulesets a repository has, and when each was changed last: it changes with any of them. Where there are none nothing would
 * ever change it, so that there is nothing to be bound to.
 */
export async function rulesetsDigest(github: GitHub, repository: string): Promise<Answer<string>> {
  const route = 'GET /repos/{owner}/{repo}/rulesets';
  const answer = await github.all(route, { ...ownerAndRepo(repository), includes_parents: true }, RulesetSummarySchema);
  if (!answer.ok) return answer;
  if (answer.data.length > 0) return { ok: true, data: rulesetsOf(answer.data) };
  return { ok: false, because: noData('there are none', 'a ruleset, with whose change an attestation ends') };
}

type Ruleset = Pick<z.infer<typeof RulesetSummarySchema>, 'id' | 'updated_at' | 'enforcement'>;

/** The digest of a list of rulesets, in any order. */
export function rulesetsOf(rulesets: readonly Ruleset[]): string {
  const known = rulesets.map(({ id, updated_at: at, enforcement }) => stableJson([id, at ?? null, enforcement]));
  return sha256(known.sort().join('\n'));
}

/**
 * Whether an attested result stays within the window for exceptions: the evidence is named in the notes of this change, where its readers see
 * it, and the author of the change is not the one who attests.
 */
export function judgeException({ by, evidence, id }: Allowance, notes: Answer<Notes>): Verdict {
  if (!notes.ok) return unverified(notes.because);
  const { of, text, at, author } = notes.data;
  if (author === undefined) {
    const message = `the account of the author of ${of} is gone, so that it may be ${by} who attests ${id}`;
    return unverified(noData(message, 'a change whose author is known'));
  }
  if (author.toLowerCase() === by.replace(/^@/, '').toLowerCase()) {
    return {
      status: 'failed',
      problem: `${by} attests ${id} and is the author of ${of}`,
      expected: 'somebody else who looked',
      actual: by,
      fix: 'let another administrator look, and attest it',
    };
  }
  const path = evidence?.path ?? '';
  if (path !== '' && showsFile(text, path, at)) return passed;
  return {
    status: 'failed',
    problem: `the notes of ${of} do not link the evidence of ${id}`,
    expected: path,
    actual: 'no link',
    fix: `link ${path} in the text of ${of}`,
  };
}
