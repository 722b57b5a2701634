import { type Location, locate } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { quote } from '../../parse/text.ts';
import type { DeclaredCheck } from './facts.ts';

/** The checks of a document, or everything that is wrong with it; messages continue "the document …". */
export type ReadDeclaration =
  | { ok: true; checks: readonly DeclaredCheck[] }
  | { ok: false; problems: readonly { message: string; at: Location }[] };

const workflowFolder = '.github/workflows/';

/**
 * Reads `{"required_status_checks": [names], "check_job_mapping": {name: {"workflow", "job_id"}}}`; the mapping can be left
 * out, and must name declared checks only. A workflow without a folder lies in `.github/workflows`.
 */
export function readJsonDeclaration(path: string, text: string): ReadDeclaration {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, problems: [{ message: parsed.message, at: locate(path, parsed.position) }] };
  const { document } = parsed;
  const problems = document.duplicates.map(({ pointer, position }) => ({
    message: `holds ${pointer} twice`,
    at: locate(path, position),
  }));
  const at = (pointer: string): Location => locate(path, document.near(pointer));
  const names = document.get('/required_status_checks');
  if (!Array.isArray(names)) {
    problems.push({ message: 'has no list required_status_checks', at: at('/required_status_checks') });
    return { ok: false, problems };
  }
  const jobs = readMapping(path, document, problems);
  const checks: DeclaredCheck[] = [];
  names.forEach((context, index) => {
    const place = at(`/required_status_checks/${index}`);
    if (typeof context !== 'string' || context === '') {
      problems.push({ message: 'has a required check that is no text', at: place });
    } else if (checks.some((check) => check.context === context)) {
      problems.push({ message: `lists ${quote(context)} twice`, at: place });
    } else {
      const job = jobs.get(context);
      checks.push({ context, at: place, ...(job === undefined ? {} : { job }) });
    }
  });
  for (const [context, { at: place }] of jobs) {
    if (checks.some((check) => check.context === context)) continue;
    problems.push({ message: `maps ${quote(context)} to a job and does not require it`, at: place });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, checks };
}

function readMapping(
  path: string,
  document: JsonDocument,
  problems: { message: string; at: Location }[],
): Map<string, NonNullable<DeclaredCheck['job']>> {
  const found = new Map<string, NonNullable<DeclaredCheck['job']>>();
  const mapping = document.get('/check_job_mapping');
  if (mapping === undefined) return found;
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    problems.push({
      message: 'has a check_job_mapping that is no object',
      at: locate(path, document.at('/check_job_mapping')),
    });
    return found;
  }
  for (const context of Object.keys(mapping)) {
    const pointer = childPointer('/check_job_mapping', context);
    const workflow = document.get(`${pointer}/workflow`);
    const id = document.get(`${pointer}/job_id`);
    const at = locate(path, document.keyAt(pointer));
    if (typeof workflow !== 'string' || typeof id !== 'string') {
      problems.push({ message: `maps ${quote(context)} to no workflow and job_id`, at });
    } else found.set(context, { workflow: workflow.includes('/') ? workflow : workflowFolder + workflow, id, at });
  }
  return found;
}
