import type { Trouble } from '../../core/diagnosis.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';

/** Where a configuration names a tracked file that its control cannot do without. Files that steps produce are not among them. */
const named: readonly RegExp[] = [
  /^\/contracts\/\d+\/(?:pin|mirror|matrix\/path|copies\/\d+)$/,
  /^\/surfaces\/\d+\/(?:openapi\/\d+|documents\/\d+\/path)$/,
  /^\/surfaces\/\d+\/versions\/\d+\/places\/\d+\/path$/,
  /^\/surfaces\/\d+\/error-codes\/lists\/\d+\/path$/,
  /^\/surfaces\/\d+\/(?:endpoints|impact)\/\d+\/path$/,
  /^\/surfaces\/\d+\/overlap\/active\/\d+\/path$/,
  /^\/kpi-report\/rows\/\d+$/,
  /^\/gate-checklist\/sources\/\d+\/path$/,
  /^\/external-setup\/locks\/\d+\/path$/,
  /^\/sign-off\/documents\/\d+\/path$/,
  /^\/required-checks\/documents\/\d+\/path$/,
  /^\/executive-summary\/posture$/,
  /^\/evidence-bundle\/verify\/list$/,
];

/** Names that somebody may give the configuration, and that nothing reads. */
export const misnamedConfigs: readonly string[] = [
  'release-governance.yml',
  'release-governance.yaml',
  '.github/release-governance.yaml',
];

/** The files that a configuration names and that must be tracked, with where it names them. */
export function namedFiles(document: JsonDocument): { pointer: string; file: string }[] {
  return document.leaves().flatMap((pointer) => {
    const file = document.get(pointer);
    if (typeof file !== 'string' || !named.some((pattern) => pattern.test(pointer))) return [];
    // A pattern for copies names none in particular.
    if (pointer.includes('/copies/') && /[*?[{]/.test(file)) return [];
    // Rows that a step of the job measures are no files of the repository.
    if (pointer.startsWith('/kpi-report/') && document.get('/kpi-report/origin') !== 'committed') return [];
    // What a step of the job brings along holds its own list.
    if (pointer === '/evidence-bundle/verify/list' && document.get('/evidence-bundle/verify/bundle') !== undefined)
      return [];
    return [{ pointer, file }];
  });
}

/** The files that the configured controls need and that are not there. `isThere` says why not, or undefined. */
export function missingFiles(
  path: string,
  document: JsonDocument,
  isThere: (file: string) => string | undefined,
): Trouble[] {
  return namedFiles(document).flatMap(({ pointer, file }): Trouble[] => {
    const because = isThere(file);
    if (because === undefined) return [];
    const control = pointer.split('/')[1] ?? '';
    return [
      {
        level: 'wrong',
        path,
        line: document.at(pointer)?.line,
        says: `${control} names the file ${quote(file, 120)}, which ${because}`,
        expected: 'a tracked file',
        actual: because,
        fix: 'add the file, or name the one that is meant',
      },
    ];
  });
}
