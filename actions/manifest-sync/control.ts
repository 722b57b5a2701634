import { defineControl } from '../../shared/core/control.ts';
import { z } from '../../shared/core/zod.ts';
import { contractProblems } from '../../shared/domain/contract-pair/config.ts';
import { judgeCopies, judgeHash, judgeProducer } from './content.ts';
import { inputs, lists, outputs } from './definition.ts';
import { judgeFields, pinnedTexts } from './fields.ts';
import { readFiles } from './files.ts';
import { judgeMatrix } from './matrix.ts';
import { judgeRemote } from './remote.ts';
import { rules } from './rules.ts';

export const control = defineControl({
  name: 'manifest-sync',
  title: 'Contract pin, mirror and matrix',
  kind: 'check',
  description:
    'Checks that a consumer’s pin, mirrored manifest and compatibility matrix say the same about the producer’s contract.',
  permissions: { contents: 'read' },
  inputs,
  lists,
  outputs,
  data: z.object({
    contracts: z.array(z.object({ id: z.string(), tag: z.string().optional(), commit: z.string().optional() })),
  }),
  rules,
  configProblems: ({ contracts }) => contractProblems(contracts),
  async evaluate(ctx) {
    const { contracts } = ctx.config;
    const data = [];
    for (const contract of contracts) {
      const files = await readFiles(ctx, contract);
      await judgeFields(ctx, contract, files);
      judgeProducer(ctx, contract, files);
      judgeHash(ctx, contract, files);
      await judgeMatrix(ctx, contract, files);
      await judgeCopies(ctx, contract, files);
      await judgeRemote(ctx, contract, files);
      const { tag, commit } = pinnedTexts(contract, files);
      data.push({ id: contract.id, tag, commit });
    }
    ctx.metric('contracts', contracts.length);
    ctx.data({ contracts: data });
  },
});
