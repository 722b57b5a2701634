import { defineControl } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { z } from '../../shared/core/zod.ts';
import { journals, OrganisationDataSchema, refuseParts } from '../../shared/domain/organisation/config.ts';
import { credentialTier, credentialTiers } from '../../shared/domain/seen-repository/credential-tier.ts';
import { targets } from '../../shared/domain/seen-repository/observation.ts';
import { credentialTexts, type Observations, type View } from '../../shared/domain/seen-repository/observations.ts';
import { seenOf } from '../../shared/domain/seen-repository/seen.ts';
import { askedOf } from './asked.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { documents, leaveDocuments } from './documents.ts';
import { closureExhibits, settingsExhibit } from './exhibits.ts';
import { recordFacts } from './facts.ts';
import { findingsOf } from './findings.ts';
import { digestOf, type JudgedGroup, judgeGroup } from './judged.ts';
import { lookingOf } from './looking.ts';
import { organisationProblems } from './organisation/inputs.ts';
import { recordPast } from './past.ts';
import { namedRefs, type Unnamed } from './refs.ts';
import { remark } from './remarks.ts';
import { allUnverified, noList, notTold, recordFindings, recordIdle, recordPolicy } from './results.ts';
import { rules } from './rules.ts';
import { saveSnapshot } from './save-snapshot.ts';
import { recordTags, tagRecordOf } from './tags.ts';

const DataSchema = z.object({
  repository: z.string(),
  credential: z.enum(credentialTiers).meta({ description: 'What the credential turned out to read.' }),
  layers: z.array(z.string()).meta({
    description: 'The layers of the policy that hold: organisation, each class that the repository is of, repository.',
  }),
  groups: z
    .array(
      z.object({
        name: z.string(),
        target: z.enum(targets),
        refs: z.number().int(),
        'bypass-digest': z.string().optional().meta({
          description:
            'What a review of who may bypass is bound to; absent unless every list is known and the same for all refs.',
        }),
      }),
    )
    .meta({ description: 'Refs that are judged as one, in the words of the policy.' }),
  rulesets: z
    .array(z.object({ id: z.number().int(), enforcement: z.string(), 'updated-at': z.string().optional() }))
    .meta({ description: 'The rulesets that were read.' }),
});

export const control = defineControl({
  name: 'branch-protection',
  title: 'Branch, tag and push protection',
  kind: 'check',
  description:
    'Checks that rulesets and classic protection ask of branches, tags and pushes what the policy asks for, and who may bypass them.',
  permissions: { contents: 'read', actions: 'read' },
  inputs,
  lists,
  outputs,
  documents,
  journals,
  // One repository gives the first, an audit of many the second.
  data: DataSchema.partial().extend(OrganisationDataSchema.partial().shape),
  rules,
  configProblems: (_lists, section) => organisationProblems(section ?? {}),
  async evaluate(ctx) {
    const { repositories } = ctx.inputs;
    if (repositories !== undefined)
      return (await import('./organisation/audit.ts')).auditOrganisation(ctx, repositories);
    refuseParts(ctx);
    const seen = await seenOf(lookingOf(ctx));
    if (!seen.ok) return allUnverified(ctx, seen.because);
    const { repository, view } = seen;
    const asked = await askedOf(ctx, seen);
    if (!asked.ok) return allUnverified(ctx, asked.because);
    const tags = await tagRecordOf(ctx);
    if (!tags.ok) return allUnverified(ctx, tags.because);
    const known = { defaultBranch: seen.facts.default_branch, now: ctx.time.latest };
    const { groups, unnamed } = allNamed(await namedRefs(asked.entries, view, known.defaultBranch), view);
    const judged: JudgedGroup[] = [];
    for (const group of groups) judged.push(await judgeGroup(group, view, known));
    refuseConflicts(ctx, judged);

    const findings = findingsOf(judged);
    recordPolicy(ctx, repository, { ...asked, broken: [...asked.broken, ...tags.broken], judged, unnamed });
    recordFindings(ctx, repository, findings, notTold(unnamed, asked));
    recordIdle(ctx, repository, judged);
    const all = unnamed.every(({ state }) => state !== 'unknown') && asked.open.length + asked.broken.length === 0;
    await recordPast(ctx, seen, judged, all);
    await recordTags(ctx, seen, tags);
    recordFacts(ctx, judged);
    remark(ctx, { layers: asked.layers, judged, findings });

    if (findings.length > 0) ctx.exhibit(settingsExhibit(repository, findings));
    for (const exhibit of closureExhibits(judged)) ctx.exhibit(exhibit);
    leaveDocuments(ctx, repository, judged);
    saveSnapshot(ctx, seen, judged);
    const drift = findings.filter(({ holds }) => holds === false).length;
    ctx.output('settings', String(findings.length));
    ctx.output('drift', String(drift));
    ctx.metric('settings', findings.length);
    ctx.metric('drift', drift);
    ctx.metric(
      'refs',
      groups.reduce((sum, { refs }) => sum + refs.length, 0),
    );
    ctx.metric('requests', seen.requests());
    ctx.data({ ...dataOf(seen, judged), layers: asked.layers });
    noList(ctx);
    ctx.note(
      `Judged is what GitHub says of ${repository}, and no commit; asked with ${credentialTexts[seen.credential]}.`,
    );
    for (const note of seen.notes) ctx.note(note);
    if (seen.credential === 'admin-token' && ctx.subject.event.startsWith('pull_request'))
      ctx.note('An administration token is in a run of a pull request: keep it to runs of the default branch.');
  },
});

/** Of what does not list all refs, an entry that names none of them may name another one. */
function allNamed({ groups, unnamed }: Named, { partial }: View): Named {
  if (partial === undefined) return { groups, unnamed };
  const open = unnamed.map(
    (one): Unnamed => (one.state === 'none' ? { ...one, state: 'unknown', because: partial } : one),
  );
  return { groups, unnamed: open };
}
type Named = Awaited<ReturnType<typeof namedRefs>>;

/** What one layer forbids and another demands can hold nowhere: the policy is wrong, whatever is in force. */
function refuseConflicts(ctx: Ctx, judged: readonly JudgedGroup[]): void {
  const { path } = ctx.policy.source;
  const problems = judged.flatMap(({ group, refs }) =>
    [...new Set(refs.flatMap(({ comparison }) => comparison.conflicts.map(({ message }) => message)))].map(
      (message) => ({
        message: `${group.name}: ${message}`,
        path,
      }),
    ),
  );
  if (problems.length > 0)
    throw new GovernanceError('BAD_CONFIG', 'the policy asks for what cannot hold together', {
      problems,
      hint: 'Change one of the two, or ask for it at-least.',
    });
}

function dataOf(
  { repository, credential }: Observations,
  judged: readonly JudgedGroup[],
): Omit<z.infer<typeof DataSchema>, 'layers'> {
  const refs = judged.flatMap((one) => one.refs);
  const rulesets = new Map(
    refs.flatMap(({ observation: { details } }) =>
      details.flatMap(({ id, part }) => (part.state === 'read' ? [[id, part.data] as const] : [])),
    ),
  );
  return {
    repository,
    credential: credentialTier(
      credential !== 'none',
      refs.map(({ observation }) => observation),
    ),
    groups: judged.map(({ group: { name, target }, refs: ofGroup }) => {
      const digests = new Set(ofGroup.map(digestOf));
      const [digest] = digests.size === 1 ? digests : [];
      return { name, target, refs: ofGroup.length, ...(digest === undefined ? {} : { 'bypass-digest': digest }) };
    }),
    rulesets: [...rulesets].map(([id, { enforcement, updated_at: at }]) => ({
      id,
      enforcement,
      ...(typeof at === 'string' ? { 'updated-at': at } : {}),
    })),
  };
}
