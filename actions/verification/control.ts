import { defineControl } from '../../shared/core/control.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { askedVerifications } from '../../shared/domain/verification/asked.ts';
import { verificationProblems } from '../../shared/domain/verification/config.ts';
import {
  type VerificationRecord,
  type VerificationRecords,
  verificationRecords,
} from '../../shared/domain/verification-record/record.ts';
import { inputs, lists, outputs } from './definition.ts';
import { gather } from './gather.ts';
import { exhibitOf, measured, recordOf, undeclared } from './outcome.ts';
import { type RuleId, rules } from './rules.ts';
import { verify } from './verify.ts';

export const control = defineControl({
  name: 'verification',
  title: 'Verification',
  kind: 'check',
  description:
    'Runs the commands and reads the reports on tests that prove a state: what ran, for which commit, how many tests, and with which result.',
  permissions: { contents: 'read', actions: 'read' },
  inputs,
  lists,
  outputs,
  documents: { '*.log': 'the output of a command, one file for each verification' },
  data: verificationRecords,
  rules,
  configProblems: (_lists, section) =>
    section === undefined
      ? []
      : verificationProblems(section).map(({ pointer, message }) => ({ pointer: `/verification${pointer}`, message })),
  async evaluate(ctx) {
    const { verifications, required } = askedVerifications(
      ctx.inputs.verifications,
      ctx.inputs.required,
      ctx.inputs.presets,
    );
    for (const id of required)
      if (!verifications.some((one) => one.id === id)) tellVerdict(ctx, 'required', { about: [id] }, undeclared);
    const gathered = await gather(ctx, verifications);
    const records: VerificationRecord[] = [];
    for (const asked of verifications) {
      const verified = await verify(ctx, asked, gathered);
      const { verdicts, unmeasured } = verified;
      if (required.includes(asked.id)) tellVerdict(ctx, 'required', { about: [asked.id] }, measured(unmeasured));
      for (const [rule, verdict] of Object.entries(verdicts))
        tellVerdict(ctx, rule as RuleId, { about: [asked.id] }, verdict);
      records.push(recordOf(verified, required.includes(asked.id)));
    }
    const sha = ctx.subject.headSha;
    const data: VerificationRecords = { ...(sha === undefined ? {} : { sha }), verifications: records };
    ctx.data(data);
    ctx.output('commit', sha ?? '');
    ctx.metric('verifications', records.length);
    ctx.metric('passed-verifications', records.filter(({ status }) => status === 'passed').length);
    if (records.length > 0) ctx.exhibit(exhibitOf(records));
  },
});
