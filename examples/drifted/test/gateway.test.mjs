import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { createGateway } from '../setup/gateway.mjs';

test('the gateway of the sandbox answers', async () => {
  const gateway = createGateway().listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  try {
    const answer = await fetch(`http://127.0.0.1:${gateway.address().port}/health`);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), 'ok\n');
  } finally {
    gateway.close();
  }
});
