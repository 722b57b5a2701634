import type { Because } from '../../core/errors.ts';
import { sha256 } from '../../core/fingerprint.ts';
import type { PastVersion } from '../../core/past.ts';
import { containedPath } from '../../core/path.ts';
import type { Tree } from '../../core/ports.ts';
import type { Result } from '../../core/report.ts';
import { decides } from '../../core/severity.ts';
import { judgeAside } from '../../core/side-judgement.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText, quote } from '../../parse/text.ts';
import { difference } from '../contract-pair/compare.ts';
import { type Contract, fieldTraits } from '../contract-pair/config.ts';
import { syncJudgement, syncName } from '../contract-sync/aside.ts';
import type { ContractFiles } from '../contract-sync/files.ts';
import { rules } from '../contract-sync/rules.ts';
import type { Ctx } from './definition.ts';

/** How an earlier state stands by itself. `open`: good but for what the producer alone could tell. */
export type Judged =
  | { state: 'good'; files: ContractFiles; open: Because | undefined }
  | { state: 'bad'; reason: string }
  | { state: 'unknown'; because: Because };

/** No rule about how a state came from another one is asked of it. */
const alone: Because = { code: 'NO_BASE', message: 'an earlier state is judged by itself' };
const remoteRule = /\/(?:remote-|tag-moved$|branch-like-tag$|pre-release$|newer-release$)/;

/** The tree of an earlier state, with the files of the contract under the names that they have now. */
export function versionTree({ commit, files }: PastVersion, folder: string, whole: () => Tree): Tree {
  return {
    ref: commit,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      const file = contained.ok ? files.get(contained.path) : undefined;
      if (file === undefined) return whole().read(path, maxBytes);
      if (!file.found) return { ...file, path };
      const { content } = file;
      if (content.length > maxBytes) {
        const message = `has more than the ${maxBytes} bytes that are read`;
        return { found: false, path, reason: 'too-large', message };
      }
      return {
        found: true,
        source: 'tree',
        path,
        ref: commit,
        sha256: sha256(content),
        bytes: content.length,
        content,
      };
    },
    async list() {
      const listed = await whole().list();
      if (!listed.ok) return listed;
      const renamed = new Map([...files].flatMap(([path, file]) => (file.found ? [[file.path, path] as const] : [])));
      return { ok: true, paths: listed.paths.map((path) => renamed.get(`${folder}${path}`) ?? path).sort() };
    },
  };
}

/**
 * Sorts out what pin and mirror show by their values to be bad, as manifest-sync would say it, for many states in a row; where nothing
 * does, nothing is known yet.
 */
export function quickFailure(contract: Contract, { files }: PastVersion): string | undefined {
  const [pin, mirror] = [valuesOf(files, contract, contract.pin), valuesOf(files, contract, contract.mirror)];
  for (const file of [pin, mirror]) if (file !== undefined && 'reason' in file) return file.reason;
  if (pin === undefined || mirror === undefined || 'reason' in pin || 'reason' in mirror) return undefined;
  for (const [name, field] of Object.entries(contract.fields)) {
    const { compare } = fieldTraits(name, field);
    // What the policy expects is compared with each place by itself, and versions by a parser that nothing else here needs.
    if (field.pin === undefined || field.manifest === undefined || field.expect !== undefined) continue;
    if (compare === 'ignore' || compare === 'semver') continue;
    const [expected, actual] = [pin.get(field.pin), mirror.get(field.manifest)];
    if (expected === undefined || actual === undefined || expected === actual) continue;
    const found = difference(compare, expected, actual, { expected: false, actual: false }, undefined);
    if (found === undefined) continue;
    const [place, authority] = [`the mirror (${field.manifest})`, `the pin (${field.pin})`];
    const fact = {
      contract: contract.id,
      field: name,
      place,
      authority,
      path: '',
      expected,
      actual,
      fix: '',
      ...found,
    };
    return `${syncName}/fields-agree: ${rules['fields-agree'].says(fact)}`;
  }
  return undefined;
}

type Values = JsonDocument | { reason: string } | undefined;

/** A file as far as it can be read; else why it is bad, as far as that is known. */
function valuesOf(files: PastVersion['files'], { id: contract }: Contract, path: string | undefined): Values {
  if (path === undefined) return undefined;
  const bad = (rule: 'file-present' | 'file-encoding' | 'file-parses', problem: string): Values => {
    return { reason: `${syncName}/${rule}: ${rules[rule].says({ contract, path, problem })}` };
  };
  const file = files.get(path);
  if (file?.found !== true)
    return file === undefined || file.because !== undefined ? undefined : bad('file-present', file.message);
  const decoded = decodeText(file.content);
  if (!decoded.ok) return bad('file-encoding', decoded.message);
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return bad('file-parses', parsed.message);
  return parsed.document;
}

/** Judges an earlier state by everything that manifest-sync asks of files as they stand. A waiver makes nothing good. */
export async function judgeVersion(ctx: Ctx, contract: Contract, tree: Tree): Promise<Judged> {
  let files: ContractFiles | undefined;
  const judgement = syncJudgement(contract, (read) => (files = read));
  const all = await judgeAside(ctx, judgement, { tree, before: { because: alone } });
  const results = all.filter(({ severity, because }) => decides(severity) && because?.message !== alone.message);
  const wrong = results.find(({ status }) => status === 'failed');
  if (wrong !== undefined) return { state: 'bad', reason: `${wrong.rule}: ${wrong.message}` };
  const unseen = results.filter(({ status }) => status === 'unverified');
  const here = unseen.find(({ rule }) => !remoteRule.test(rule));
  if (here !== undefined || files === undefined || !results.some(({ status }) => status === 'passed')) {
    return { state: 'unknown', because: reasonOf(here) ?? { code: 'NO_DATA', message: 'nothing was measured' } };
  }
  return { state: 'good', files, open: reasonOf(unseen[0]) };
}

function reasonOf(result: Result | undefined): Because | undefined {
  return result?.because as Because | undefined;
}

/** A reason in the words of foreign files, where it stands in a table: one line, cut. */
export function reasonText(reason: string, most = 200): string {
  const shown = quote(reason, most);
  return shown.slice(1, -1);
}
