import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const read = async (path) => JSON.parse(await readFile(new URL(`../config/${path}`, import.meta.url), 'utf8'));
const [pin, manifest] = [await read('ledger-pin.json'), await read('ledger-manifest.json')];

test('the client is built against the pinned release', () => {
  assert.equal(manifest.release, pin.release);
});

test('every error of the ledger is known to the client once', () => {
  assert.equal(new Set(manifest.error_codes).size, manifest.error_codes.length);
});
