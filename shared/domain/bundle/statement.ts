import { decisionWords } from '../../core/executive-summary.ts';
import { Sha256, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';

/*
 * in-toto Statement v1 (in-toto/attestation, spec/v1/statement.md) about a bundle. Whoever signs it says that these bytes have these
 * results; nothing here signs.
 */

export const statementType = 'https://in-toto.io/Statement/v1';
/** in-toto/attestation, spec/predicates/test-result.md, version 0.1.0. */
export const testResultType = 'https://in-toto.io/attestation/test-result/v0.1';
export const gateDecisionType = 'https://github.com/release-governance/release-governance/gate-decision/v1';

/** What a statement is about: bytes by their digest. */
export interface Subject {
  name: string;
  sha256: string;
}

const StatementSchema = z.object({
  _type: z.literal(statementType),
  subject: z.array(z.object({ name: z.string().optional(), digest: z.object({ sha256: Sha256 }) })).min(1),
  predicateType: Text,
  predicate: z.record(z.string(), z.unknown()),
});
export type Statement = z.infer<typeof StatementSchema>;

const TestResultPredicate = z.object({ result: z.enum(['PASSED', 'WARNED', 'FAILED']) });
const GateDecisionPredicate = z.object({ decision: z.enum(decisionWords) });

/** The outcome of controls, by the words of the predicate. What could not be measured did not pass: it is a warning. */
export interface Results {
  passed: readonly string[];
  warned: readonly string[];
  failed: readonly string[];
}

export function resultWord({ passed, warned, failed }: Results): 'PASSED' | 'WARNED' | 'FAILED' {
  if (failed.length > 0) return 'FAILED';
  return warned.length > 0 || passed.length === 0 ? 'WARNED' : 'PASSED';
}

export function testResultText(
  subjects: readonly Subject[],
  results: Results,
  policy: { name: string; sha256?: string | undefined },
  url: string | undefined,
): string {
  const { passed: passedTests, warned: warnedTests, failed: failedTests } = results;
  return statementText(subjects, testResultType, {
    result: resultWord(results),
    configuration: [
      { name: policy.name, ...(policy.sha256 === undefined ? {} : { digest: { sha256: policy.sha256 } }) },
    ],
    ...(url === undefined ? {} : { url }),
    ...{ passedTests, warnedTests, failedTests },
  });
}

export function gateDecisionText(
  subjects: readonly Subject[],
  decision: { decision: string; profile: string; commit: string; summary: string },
): string {
  const { summary, ...said } = decision;
  return statementText(subjects, gateDecisionType, { ...said, summary: { digest: { sha256: summary } } });
}

function statementText(subjects: readonly Subject[], predicateType: string, predicate: object): string {
  const subject = subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  return `${JSON.stringify({ _type: statementType, subject, predicateType, predicate }, undefined, 2)}\n`;
}

/** A statement as somebody wrote it, or what is wrong with it: a clause that continues "the statement …". */
export function readStatement(
  content: Uint8Array,
): { ok: true; statement: Statement } | { ok: false; message: string } {
  const decoded = decodeText(content);
  if (!decoded.ok) return decoded;
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return { ok: false, message: `is no JSON: ${parsed.message}` };
  const [twice] = parsed.document.duplicates;
  if (twice !== undefined) return { ok: false, message: `has the key ${twice.pointer} twice` };
  const statement = StatementSchema.safeParse(parsed.document.value);
  if (statement.success) return { ok: true, statement: statement.data };
  const issue = statement.error.issues[0];
  return {
    ok: false,
    message: `has no form of in-toto Statement v1: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  };
}

/** Why a statement is not one about a bundle of these digests that passed or goes; undefined where it is. */
export function statementProblem(statement: Statement, digests: ReadonlySet<string>): string | undefined {
  const foreign = statement.subject.find(({ digest }) => !digests.has(digest.sha256));
  if (foreign !== undefined)
    return `is about ${foreign.name ?? 'something'} with the sha256 ${foreign.digest.sha256}, which is not this bundle`;
  if (statement.predicateType === testResultType) {
    const said = TestResultPredicate.safeParse(statement.predicate);
    if (!said.success) return 'does not say its result';
    return said.data.result === 'PASSED' ? undefined : `says ${said.data.result}, expected PASSED`;
  }
  if (statement.predicateType === gateDecisionType) {
    const said = GateDecisionPredicate.safeParse(statement.predicate);
    if (!said.success) return 'does not say its decision';
    return said.data.decision === 'no-go' ? 'says no-go' : undefined;
  }
  return undefined;
}
