import * as core from '@actions/core';
import type { Annotation } from '../core/annotation.ts';
import type { Log } from '../core/ports.ts';
import { logLine, redact } from '../core/sanitise.ts';

const prefix = 'INPUT_';

/**
 * The inputs that the runner passed, by kebab-case name. The runner writes `INPUT_` and the name in capitals, spaces as
 * `_`; empty ones count as not given.
 */
export function givenInputs(env: NodeJS.ProcessEnv): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(prefix) && value !== undefined && value !== '')
      given[name.slice(prefix.length).toLowerCase()] = value;
  }
  return given;
}

/** Progress in the step's log. */
export const runnerLog: Log = {
  info: (message) => core.info(logLine(redact(message).text)),
  debug: (message) => core.debug(logLine(redact(message).text)),
};

/** Prints text that is already free of control characters, line by line, so that no line is a workflow command. */
export function print(text: string): void {
  for (const line of text.trimEnd().split('\n')) core.info(/^\s*::|##\[/.test(line) ? logLine(line) : line);
}

export function maskSecret(value: string): void {
  core.setSecret(value);
}

export function setOutput(name: string, value: string): void {
  core.setOutput(name, value);
}

export function annotate(annotation: Annotation): void {
  const { level, message, title, file, line, column } = annotation;
  const properties = {
    title,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column }),
  };
  if (level === 'error') core.error(message, properties);
  else if (level === 'warning') core.warning(message, properties);
  else core.notice(message, properties);
}

/** Adds to the job summary; false when the runner gives no file for it. */
export async function writeSummary(markdown: string): Promise<boolean> {
  if ((process.env['GITHUB_STEP_SUMMARY'] ?? '') === '') return false;
  await core.summary.addRaw(markdown, true).write();
  return true;
}
