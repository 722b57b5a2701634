import { defineControl } from '../../shared/core/control.ts';
import { z } from '../../shared/core/zod.ts';
import { contractProblems } from '../../shared/domain/contract-pair/config.ts';
import { inputs, lists, outputs } from '../../shared/domain/contract-sync/definition.ts';
import { pinnedTexts } from '../../shared/domain/contract-sync/fields.ts';
import { judgeContract } from '../../shared/domain/contract-sync/judge-contract.ts';
import { rules } from '../../shared/domain/contract-sync/rules.ts';

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
      const { tag, commit } = pinnedTexts(contract, await judgeContract(ctx, contract));
      data.push({ id: contract.id, tag, commit });
    }
    ctx.metric('contracts', contracts.length);
    ctx.data({ contracts: data });
  },
});
