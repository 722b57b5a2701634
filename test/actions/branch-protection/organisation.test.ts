import { expect, test } from '@jest/globals';
import { acme, auditOf, lines } from './organisation-world.ts';

test('try', async () => {
  const { evaluation, asked, logged } = await auditOf(acme());
  console.log(lines(evaluation).join('\n'), evaluation.notes, evaluation.error, asked, logged, evaluation.metrics, JSON.stringify(evaluation.exhibits, null, 1), evaluation.data);
  expect(evaluation.error).toBeUndefined();
});
