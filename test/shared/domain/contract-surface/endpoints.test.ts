import { describe, expect, test } from '@jest/globals';
import { hasEndpoint, namedEndpoint } from '../../../../shared/domain/contract-surface/endpoints.ts';

const operations = new Set(['GET /v1/things/{}', 'POST /v1/things']);

describe('an endpoint', () => {
  test.each<[text: string, there: boolean | undefined]>([
    ['GET /v1/things/{id}', true],
    ['get /v1/things/:id', true],
    ['/v1/things/{anything}', true],
    ['POST /v1/things?dry=1', true],
    ['/v1/things#top', true],
    ['DELETE /v1/things', false],
    ['GET /v1/things/', false],
    ['/V1/things', false],
    ['v1/things', undefined],
    ['GET', undefined],
    ['GET /v1/things and more', undefined],
    ['', undefined],
  ])('%s', (text, there) => {
    const named = namedEndpoint(text);
    expect(named === undefined ? undefined : hasEndpoint(operations, named)).toBe(there);
  });
});
