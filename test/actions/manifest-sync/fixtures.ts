import type { Evaluation } from '../../../shared/core/evaluation.ts';
import {
  contractFiles,
  facts,
  manifestText,
  matrixText,
  paths,
  pinText,
  sha256,
} from '../../support/contract-files.ts';
import type { Setup } from '../../support/world.ts';

/** A contract of the configuration, as far as a test changes it. */
export type Entry = Record<string, unknown>;
/** Evaluates manifest-sync for the made-up contract. */
export type Judge = (setup: Omit<Setup, 'lists'>, entry?: Entry) => Promise<Evaluation>;

/** What stands in the way, as `rule status`, each once; `info` remarks are marked. */
export function standing({ results }: Evaluation): string[] {
  const bad = results.filter(({ status }) => status === 'failed' || status === 'unverified');
  return [
    ...new Set(
      bad.map(
        ({ rule, status, severity }) => `${rule.split('/')[1] ?? ''} ${status}${severity === 'info' ? ' (info)' : ''}`,
      ),
    ),
  ].sort();
}

/** The three files that agree with each other. */
export const good = contractFiles();
export const { pin, mirror, matrix } = {
  pin: good[paths.pin] ?? '',
  mirror: good[paths.mirror] ?? '',
  matrix: good[paths.matrix] ?? '',
};

export function withManifest(changes: { codes: string[] }): Record<string, string> {
  const manifest = manifestText({ ...facts, ...changes });
  const hash = sha256(manifest);
  return { [paths.pin]: pinText(facts, hash), [paths.mirror]: manifest, [paths.matrix]: matrixText(facts, hash) };
}
