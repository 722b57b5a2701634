import { expect, test } from '@jest/globals';
import { commandEnvironment, mayPass } from '../../../shared/core/command-environment.ts';

const env = {
  PATH: '/usr/bin',
  HOME: '/home/runner',
  LANG: 'C.UTF-8',
  LC_ALL: 'C',
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  RUNNER_OS: 'Linux',
  RUNNER_TRACKING_ID: 'github_1',
  GITHUB_TOKEN: 'a',
  GITHUB_OUTPUT: '/x',
  GITHUB_ENV: '/x',
  GH_TOKEN: 'a',
  ACTIONS_RUNTIME_TOKEN: 'a',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'a',
  INPUT_TOKEN: 'a',
  RUNNER_TEMP: '/tmp',
  NPM_TOKEN: 'a',
  DATABASE: 'x',
  HOLDS: 'is s3cret-value indeed',
};

test('a command gets the usual variables, those that are named, and those that are set', () => {
  const got = commandEnvironment(env, { pass: ['DATABASE', 'ABSENT', 'HOLDS'], set: { MODE: 'test' } }, [
    's3cret-value',
    '',
  ]);
  expect(got).toEqual({
    PATH: '/usr/bin',
    HOME: '/home/runner',
    LANG: 'C.UTF-8',
    LC_ALL: 'C',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    RUNNER_OS: 'Linux',
    RUNNER_TRACKING_ID: 'github_1',
    DATABASE: 'x',
    MODE: 'test',
  });
});

test('what could be a credential, or changes the job, is never passed, even if it is named', () => {
  const named = Object.keys(env).filter((name) => !mayPass(name));
  expect(named).toEqual([
    'GITHUB_TOKEN',
    'GITHUB_OUTPUT',
    'GITHUB_ENV',
    'GH_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'INPUT_TOKEN',
    'RUNNER_TEMP',
    'NPM_TOKEN',
  ]);
  expect(Object.keys(commandEnvironment(env, { pass: named, set: {} }, []))).toEqual(
    Object.keys(commandEnvironment(env, { pass: [], set: {} }, [])),
  );
});
