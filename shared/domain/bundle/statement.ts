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

const Names = z.array(z.string()).default([]);
const TestResultPredicate = z.object({
  result: z.enum(['PASSED', 'WARNED', 'FAILED']),
  warnedTests: Names,
  failedTests: Names,
});
const GateDecisionPredicate = z.object({
  decision: z.enum(decisionWords),
  commit: z.string(),
  summary: z.object({ digest: z.object({ sha256: Sha256 }) }),
});

/** What a bundle says of itself, with which a statement about it must agree. */
export interface Stated {
  digests: ReadonlySet<string>;
  commit?: string | undefined;
  /** The decision in its lineage. */
  decision?: { word: string; summary: string } | undefined;
}

/** What is against a statement: a clause that continues "the statement …". `open`: it may be right, and does not show it. */
export interface AgainstStatement {
  message: string;
  open?: true;
}

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

/** Why a statement is not one about these bytes that passed or goes; undefined where it is. */
export function statementProblem(statement: Statement, stated: Stated): AgainstStatement | undefined {
  const foreign = statement.subject.find(({ digest }) => !stated.digests.has(digest.sha256));
  if (foreign !== undefined)
    return {
      message: `is about ${foreign.name ?? 'something'} with the sha256 ${foreign.digest.sha256}, which is not this bundle`,
    };
  const known = statement.predicateType === testResultType || statement.predicateType === gateDecisionType;
  if (!known)
    return { message: `says ${statement.predicateType}, which does not say whether something passed`, open: true };
  return predicateProblem(statement, stated);
}

/** The same of what it says, whatever it is about; of another type than ours nothing is known. */
export function predicateProblem(
  { predicateType, predicate }: Pick<Statement, 'predicateType' | 'predicate'>,
  { commit, decision }: Omit<Stated, 'digests'>,
): AgainstStatement | undefined {
  if (predicateType === testResultType) {
    const said = TestResultPredicate.safeParse(predicate);
    if (!said.success) return { message: 'does not say its result' };
    const { result, warnedTests, failedTests } = said.data;
    if (result === 'FAILED') return { message: 'says FAILED, expected PASSED' };
    if (result === 'WARNED') return { message: 'says WARNED: not all of it was measured', open: true };
    const others = [...failedTests, ...warnedTests];
    return others.length === 0 ? undefined : { message: `says PASSED, and that ${others.join(', ')} did not pass` };
  }
  if (predicateType !== gateDecisionType) return undefined;
  const said = GateDecisionPredicate.safeParse(predicate);
  if (!said.success) return { message: 'does not say its decision, with commit and summary' };
  const { decision: word, commit: of, summary } = said.data;
  if (word === 'no-go') return { message: 'says no-go' };
  if (commit !== undefined && of !== commit) return { message: `says that ${of} was decided on, expected ${commit}` };
  if (decision !== undefined && (word !== decision.word || summary.digest.sha256 !== decision.summary))
    return {
      message: `says ${word} by ${summary.digest.sha256}, and the bundle says ${decision.word} by ${decision.summary}`,
    };
  return word === 'go' ? undefined : { message: `says ${word}: not all that was decided on was measured`, open: true };
}
