import { callText } from '../workflow/call.ts';
import { readWorkflow } from '../workflow/read-workflow.ts';
import type { Call, ReadWorkflow } from '../workflow/workflow.ts';
import type { FetchWorkflow, ProducedCheck } from './produced-check.ts';

/** What a job calls, or why it could not be read. */
export type Called =
  | { ok: true; file: ReadWorkflow; origin: Origin }
  | { ok: false; check: Pick<ProducedCheck, 'because'> };
/** The repository of a called workflow, against which `./` in it is resolved; undefined for the judged tree. */
export type Origin = Extract<Call, { kind: 'remote' }> | undefined;
/** The file that a call names; undefined when there is none. */
export type FindCalled = (call: Call, origin: Origin) => Promise<Called | undefined>;

/** Finds the file that a job calls: in the tree, or read through `fetch`, each only once. */
export function calledFinder(files: readonly ReadWorkflow[], fetch: FetchWorkflow): FindCalled {
  const local = new Map(files.map((file) => [file.path, file]));
  const remote = new Map<string, Promise<Called>>();
  return async (call, origin) => {
    if (call.kind === 'local' && origin === undefined) {
      const file = local.get(call.path);
      return file === undefined ? undefined : { ok: true, file, origin: undefined };
    }
    const wanted = call.kind === 'local' && origin !== undefined ? { ...origin, path: call.path } : call;
    if (wanted.kind === 'local') return undefined;
    const key = callText(wanted);
    const known = remote.get(key);
    if (known !== undefined) return known;
    const reading = fetch(wanted).then((answer): Called => {
      if (!answer.ok) return { ok: false, check: { because: answer.because } };
      return { ok: true, file: readWorkflow(key, answer.text), origin: wanted };
    });
    remote.set(key, reading);
    return reading;
  };
}
