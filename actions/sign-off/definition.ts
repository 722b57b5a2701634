import type { Context } from '../../shared/core/control.ts';
import { list, structured, text } from '../../shared/core/inputs.ts';
import { RelativePath } from '../../shared/core/path.ts';
import { z } from '../../shared/core/zod.ts';
import {
  ApprovalsSchema,
  ChecklistSchema,
  DocumentSchema,
  EvidenceSchema,
  GateSchema,
  MatrixSchema,
  PackageSchema,
  PathPattern,
  SignOffWordsSchema,
} from '../../shared/domain/sign-off/config.ts';
import type { rules } from './rules.ts';

export const tasks = ['render', 'verify'] as const;
export type Task = (typeof tasks)[number];

export const inputs = {
  task: text({
    description:
      'What this job does, one of tasks: render or verify. Where there are both, each job names its task as artifact-key too.',
    optional: true,
  }),
  tasks: structured(z.array(z.enum(tasks)).min(1), {
    description: 'What is done here: render draws up the documents, verify judges those that are committed.',
    default: ['verify'] as Task[],
    policy: true,
  }),
  documents: structured(z.array(DocumentSchema), {
    description:
      'The documents that are verified, as { id: note, path: docs/sign-off/note.md }; with decides: false those that hold no decision.',
    default: [],
    policy: true,
  }),
  gates: structured(z.array(GateSchema).min(1), {
    description:
      'What must have been measured as passed, as { id: kpi, control: kpi-gate }, { id: smoke, verification: smoke } or { id: ci, check: ci }.',
    policy: true,
  }),
  approvals: structured(ApprovalsSchema, {
    description:
      'Who must have approved the pull request that brought a document, as { roles: [{ role: release-owner }], within: 24h }.',
    policy: true,
  }),
  evidence: structured(z.array(EvidenceSchema), {
    description:
      'What the decision rests on, as { id: run-1, kind: kpi, path: docs/kpi/run-1.report.json, commit: /environment/git/commit }.',
    default: [],
    policy: true,
  }),
  checklists: structured(z.array(ChecklistSchema), {
    description: 'Documents with boxes that must be ticked.',
    default: [],
    policy: true,
  }),
  matrices: structured(z.array(MatrixSchema), {
    description: 'Traceability matrices, each row with its pull request, merge commit, status and evidence.',
    default: [],
    policy: true,
  }),
  'risk-registers': structured(z.array(RelativePath), {
    description: 'Documents with risks, besides the documents themselves.',
    default: [],
    policy: true,
  }),
  'allowed-paths': structured(z.array(PathPattern), {
    description:
      'Globs from the top of the repository: what may differ between what was measured, approved and judged, besides documents and evidence.',
    default: [],
    policy: true,
  }),
  accept: structured(z.array(z.enum(['go', 'restricted'])).min(1), {
    description: 'The decisions with which it goes on: go, or also restricted.',
    default: ['go'] as ('go' | 'restricted')[],
    policy: true,
  }),
  package: structured(PackageSchema.optional(), {
    description: 'What the rendered documents say besides what is measured.',
    policy: true,
  }),
  words: structured(SignOffWordsSchema, {
    description: 'Words besides the common ones, as { go: [Freigabe], not-run: [did not start] }.',
    default: {},
    policy: true,
  }),
  'ignored-co-authors': list({
    description: 'Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.',
    default: [],
    policy: true,
  }),
};

export const lists = {};

export const outputs = {
  decision: {
    description:
      'What the documents decide, or what is recommended: go, restricted or no-go; empty where it is not known.',
  },
  commit: { description: 'The commit that is signed off; empty where it is not known.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;
