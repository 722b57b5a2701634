import type { Exhibit, ExhibitRow } from '../../shared/core/exhibit.ts';
import { isoTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import { decisionKinds } from '../../shared/domain/sign-off/words.ts';
import { statusOf, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Signed } from './approved.ts';
import { commitIn } from './commits.ts';
import { decisionOf } from './decision.ts';
import { tasks } from './definition.ts';
import type { FoundDocument } from './found.ts';
import type { JudgedGate } from './gates.ts';
import type { JudgedRisk } from './risks.ts';

const Status = z.enum(['passed', 'failed', 'unverified']);

/** `Report.data`: what is signed off, and how far it is borne out. */
export const signOffData = z.object({
  task: z.enum(tasks),
  decision: z.enum(decisionKinds).optional().meta({ description: 'Absent where it is not known.' }),
  commit: z.string().optional().meta({ description: 'The commit that is signed off.' }),
  gates: z.array(z.object({ id: z.string(), status: Status })),
  documents: z.array(
    z.object({
      id: z.string(),
      path: z.string(),
      sha256: z.string().optional(),
      decision: z.enum(decisionKinds).optional(),
      commit: z.string().optional(),
      status: Status,
      approvals: z.array(
        z.object({
          role: z.string(),
          by: z.string(),
          at: z.string().meta({ description: 'ISO 8601, UTC, as the platform recorded it.' }),
        }),
      ),
    }),
  ),
  risks: z.array(
    z.object({ text: z.string(), owner: z.string().optional(), due: z.string().optional(), status: Status }),
  ),
});
export type SignOffData = z.infer<typeof signOffData>;

/** A document with everything that was found of it. */
export interface JudgedDocument extends FoundDocument {
  /** Everything that was judged of it. */
  verdicts: readonly Verdict[];
  signed: readonly Signed[];
}

export function dataOf(
  task: SignOffData['task'],
  decision: SignOffData['decision'],
  commit: string | undefined,
  {
    gates,
    documents,
    risks,
  }: { gates: readonly JudgedGate[]; documents: readonly JudgedDocument[]; risks: readonly JudgedRisk[] },
): SignOffData {
  return {
    task,
    ...(decision === undefined ? {} : { decision }),
    ...(commit === undefined ? {} : { commit }),
    gates: gates.map(({ gate: { id }, verdict }) => ({ id, status: statusOf([verdict]) })),
    documents: documents.map((one) => {
      const [own, signedOff] = [decisionOf(one.document), commitIn(one.document)];
      return {
        id: one.place.id,
        path: one.place.path,
        ...(one.file === undefined ? {} : { sha256: one.file.sha256 }),
        ...(own === undefined ? {} : { decision: own }),
        ...(signedOff === undefined ? {} : { commit: signedOff }),
        status: statusOf(one.verdicts),
        approvals: one.signed.map(({ role, by, at }) => ({ role, by, at: isoTime(at) })),
      };
    }),
    risks: risks.map(({ risk: { text, owner, due }, verdict }) => ({
      text,
      ...(owner === undefined ? {} : { owner: owner.text }),
      ...(due === undefined ? {} : { due: due.text }),
      status: statusOf([verdict]),
    })),
  };
}

const marks = { passed: 'good', failed: 'bad', unverified: 'open' } as const;
const words = { passed: 'passed', failed: 'failed', unverified: 'not verified' } as const;

/** The gates, the documents and the open risks as tables. */
export function exhibitsOf({ gates, documents, risks }: SignOffData): Exhibit[] {
  const row = (status: keyof typeof marks, ...cells: string[]): ExhibitRow => ({
    cells: [...cells, words[status]],
    mark: marks[status],
  });
  return [
    {
      title: 'Gates of the sign-off',
      columns: [{ name: 'Gate' }, { name: 'State' }],
      rows: gates.map(({ id, status }) => row(status, id)),
    },
    ...(documents.length === 0
      ? []
      : [
          {
            title: 'Documents of the sign-off',
            columns: [
              { name: 'Document' },
              { name: 'Decision' },
              { name: 'Commit' },
              { name: 'Approved by' },
              { name: 'State' },
            ],
            rows: documents.map(({ path, decision = '', commit = '', approvals, status }) =>
              row(status, path, decision, commit, approvals.map(({ role, by }) => `${by} (${role})`).join(', ')),
            ),
          },
        ]),
    ...(risks.length === 0
      ? []
      : [
          {
            title: 'Open risks',
            columns: [{ name: 'Risk' }, { name: 'Owner' }, { name: 'Due' }, { name: 'State' }],
            rows: risks.map(({ text, owner = '', due = '', status }) => row(status, text, owner, due)),
          },
        ]),
  ];
}
