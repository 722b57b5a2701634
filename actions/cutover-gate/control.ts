import { defineControl } from '../../shared/core/control.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { z } from '../../shared/core/zod.ts';
import { judgeArtifacts } from './artifact.ts';
import { contradictions } from './contradictions.ts';
import { inputs, lists, outputs } from './definition.ts';
import { judgeHashGate } from './hash-gate.ts';
import { judgeGo, speakers } from './joint-go.ts';
import { noted } from './noted.ts';
import { judgeCommits } from './one-commit.ts';
import { judgePostures } from './posture.ts';
import { judgePrerequisites } from './prerequisite.ts';
import { cutoverProblems } from './problems.ts';
import { judgeRehearsed } from './rehearsal.ts';
import { judgeRepin } from './repin.ts';
import { rules } from './rules.ts';
import { placesOf } from './sides.ts';
import { judgeStable } from './stability.ts';
import { judgeVerifications } from './verified.ts';
import { judgeWindow } from './window.ts';

export const control = defineControl({
  name: 'cutover-gate',
  title: 'Cutover gate',
  kind: 'check',
  joins: true,
  description:
    'Checks whether a checkpoint that a producer and a consumer share may be passed: artifacts, verifications, approvals, windows and posture of both sides.',
  permissions: { actions: 'read', checks: 'read', contents: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  outputs,
  data: z.object({
    checkpoint: z.string(),
    environment: z.string().optional(),
    producer: z.string().optional().meta({ description: 'The commit of the producer that was judged.' }),
    consumer: z.string().optional().meta({ description: 'The commit of the consumer that was judged.' }),
    verifications: z.record(z.string(), z.string()),
  }),
  rules,
  configProblems: (_lists, section, whole) =>
    section === undefined
      ? []
      : [...cutoverProblems(section), ...contradictions(section, whole)].map(({ pointer, message }) => ({
          pointer: `/cutover-gate${pointer}`,
          message,
        })),
  async evaluate(context) {
    const { ctx, exhibit } = noted(context);
    const checkpoint = ctx.inputs.checkpoints.find(({ id }) => id === ctx.inputs.checkpoint);
    if (checkpoint === undefined)
      throw new GovernanceError('BAD_INPUT', `there is no checkpoint ${ctx.inputs.checkpoint}`);
    speakers(ctx);
    const places = await placesOf(ctx, checkpoint);
    await judgeCommits(ctx, checkpoint, places);
    await judgeArtifacts(ctx, checkpoint, places);
    const verified = await judgeVerifications(ctx, checkpoint, places);
    await judgePrerequisites(ctx, checkpoint, places);
    await judgeRepin(ctx, checkpoint, places);
    await judgeHashGate(ctx, checkpoint, places);
    await judgeGo(ctx, checkpoint, places);
    judgeWindow(ctx, checkpoint);
    const restarts = await judgePostures(ctx, checkpoint, places, verified);
    await judgeStable(ctx, checkpoint, places, restarts);
    await judgeRehearsed(ctx, checkpoint, places);
    // Only a checkpoint with tables needs the parser of Markdown.
    if (checkpoint['decision-tables'].length > 0)
      await (await import('./decision-table.ts')).judgeTables(ctx, checkpoint, verified);
    else ctx.notApplicable('decision-table', { about: [checkpoint.id] }, 'the checkpoint names no decision table');

    const { producer, consumer } = places;
    const commits = {
      ...(producer.commit.ok ? { producer: producer.commit.data } : {}),
      ...(consumer.commit.ok ? { consumer: consumer.commit.data } : {}),
    };
    ctx.exhibit(exhibit(`Checkpoint ${checkpoint.title ?? checkpoint.id}`));
    ctx.output('checkpoint', checkpoint.id);
    ctx.output('producer-commit', commits.producer ?? '');
    ctx.output('consumer-commit', commits.consumer ?? '');
    ctx.data({
      checkpoint: checkpoint.id,
      ...(checkpoint.environment === undefined ? {} : { environment: checkpoint.environment }),
      ...commits,
      verifications: Object.fromEntries(verified),
    });
  },
});
