import { digester } from '../../shared/core/file-digest.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { PackedFile } from '../../shared/core/pack.ts';
import type { Create } from '../../shared/domain/bundle/config.ts';
import { lineageExhibit, lineageOf } from '../../shared/domain/bundle/lineage.ts';
import {
  type BundledFile,
  type BundledItem,
  type BundleManifest,
  type Lineage,
  manifestKind,
  manifestName,
  manifestText,
} from '../../shared/domain/bundle/manifest.ts';
import { mediaTypeOf } from '../../shared/domain/bundle/media-type.ts';
import { nameProblems } from '../../shared/domain/bundle/names.ts';
import { itemsOf } from '../../shared/domain/bundle/presets.ts';
import { lookThrough, type Sensitive } from '../../shared/domain/bundle/sensitive.ts';
import { gateDecisionText, type Results, testResultText } from '../../shared/domain/bundle/statement.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import { candidatesIn } from '../../shared/domain/own-report/candidates.ts';
import { type Decided, decisionOf } from './decision.ts';
import { archiveEnding, type Ctx, type Outcome } from './definition.ts';
import { type Gathered, type GatheredFile, gather } from './gather.ts';
import { judgeLineage } from './judge-lineage.ts';
import { judgeProducer } from './producer.ts';
import { type RunFacts, runFacts } from './run-facts.ts';
import { notAsked, tell } from './told.ts';

/** Of all files that steps of this job produced together; 1 GiB. */
const filesMaxBytes = 1024 * 1024 * 1024;

const noGo = wrong(['decision'], {
  problem: 'the decision of this run is no-go',
  expected: 'go',
  actual: 'no-go',
  fix: 'mend what the decision names',
});

/** Packs a bundle. Only one of which everything holds is given. */
export async function createBundle(ctx: Ctx, policy: Create): Promise<Outcome> {
  const items = itemsOf(policy);
  const facts = await runFacts(ctx);
  const artifacts = items.flatMap(({ artifact }) => artifact ?? []);
  // Of a wanted artifact every file is evidence, whatever its name ends in.
  const collected = await ctx.reports({ artifacts, ...(artifacts.length === 0 ? {} : { endings: [''] }) });
  const gathered: Gathered[] = [];
  const room = { left: filesMaxBytes };
  for (const item of items) gathered.push(await gather(ctx, item, facts, collected, room));
  const files = gathered.flatMap((each) => each.files);
  const decision = decisionOf(ctx, collected, facts);

  const collisions = nameProblems(files.map(({ path }) => ({ path, kind: 'file' })));
  const named: Finding[] = collisions.map(({ path, message }) =>
    wrong(['name', path], {
      problem: `${path} ${message}`,
      actual: message,
      fix: 'name the file otherwise where it is made, or give it an item of its own',
    }),
  );
  // What lies elsewhere is listed as not verified, and keeps the rest from nobody.
  const [linked, here] = [gathered.filter(isAttached), gathered.filter((each) => !isAttached(each))];
  const held = [tell(ctx, 'items', [...here.flatMap(({ findings }) => findings), ...named])];
  tell(
    ctx,
    'items',
    linked.flatMap(({ findings }) => findings),
  );
  const results = gathered.flatMap(({ result }) => result ?? []);
  if (decision.state === 'decided' && decision.word === 'no-go') results.push(noGo);
  held.push(tell(ctx, 'results', results.length > 0 ? results : [notAsked('no report of a control is asked for')]));

  const made: BundledFile[] = [];
  const packed: PackedFile[] = [];
  const producers: Finding[] = [];
  const looked: Finding[] = [];
  const unseen = policy.unseen === undefined ? () => false : await ctx.matcher(policy.unseen);
  for (const file of files) {
    const { finding, producer } = await judgeProducer(ctx, policy, file, facts);
    producers.push(finding);
    const { content, finding: clean } = cleaned(ctx, policy, file, unseen);
    looked.push(clean);
    const { bytes, sha256: sum, gitBlob } = digestOf(content);
    const { path, item, origin } = file;
    made.push({
      ...{ path, item: item.id, sha256: sum, gitBlob, bytes, mediaType: mediaTypeOf(path), origin },
      ...(producer === undefined ? {} : { producer }),
      ...(sum === file.sha256 ? {} : { redactedFrom: file.sha256 }),
    });
    const asItWas = origin.kind === 'produced' && sum === file.sha256 && ctx.produced.ref === undefined;
    packed.push({ path, from: asItWas && !isReport(item) ? { produced: origin.path } : { content }, sha256: sum });
  }
  const none = [notAsked('no item has a file')];
  held.push(tell(ctx, 'producers', producers.length > 0 ? producers : none));
  const lineage = lineageHere(ctx, collected, facts, decision);
  held.push(tell(ctx, 'lineage', judgeLineage(ctx, policy, lineage, facts, decision)));
  if (lineage !== undefined) ctx.exhibit(lineageExhibit(lineage));

  const listed = gathered.map(bundledItem);
  const manifest = manifestText(manifestOf(ctx, listed, made, lineage ?? { nodes: [], edges: [] }));
  const content = new TextEncoder().encode(manifest);
  // Names of files, jobs and artifacts are texts of others, too.
  const own = lookThrough(content, policy.addresses).found;
  if (own.length > 0) looked.push(sensitiveFinding(manifestName, own, 'name it otherwise where it is made'));
  held.push(tell(ctx, 'private', looked.length > 0 ? looked : none));
  const outcome: Outcome = {
    ...(ctx.subject.headSha === undefined ? {} : { commit: ctx.subject.headSha }),
    files: made.length,
    items: listed.map(({ id, title, state }) => ({ id, title, state })),
  };
  if (!held.every(Boolean) || ctx.time.replay) {
    const because = lacks('nothing was packed: not everything holds, as other results say', 'what they name');
    tell(ctx, 'written', [because]);
    return outcome;
  }
  const manifestSum = sha256(content);
  const archive = await ctx.pack(archiveEnding, [
    ...packed,
    { path: manifestName, from: { content }, sha256: manifestSum },
  ]);
  if (!archive.ok) {
    const { message, because } = archive;
    const problem = `the archive ${message}`;
    const failed = wrong([], { problem, expected: 'a whole archive', actual: message, fix: 'run it again, alone' });
    tell(ctx, 'written', [because === undefined ? failed : open(because)]);
    return outcome;
  }
  tell(ctx, 'written', [holds()]);
  const subjects = [
    { name: `evidence-bundle.${archiveEnding}`, sha256: archive.sha256 },
    { name: manifestName, sha256: manifestSum },
  ];
  const { sha256: policySum, path: policyPath } = ctx.policy.source;
  const url = facts.run.ok ? facts.run.data.url : undefined;
  ctx.document(
    'test-result.intoto.json',
    testResultText(subjects, resultsOf(gathered), { name: policyPath, sha256: policySum }, url),
  );
  if (decision.state === 'decided')
    ctx.document(
      'gate-decision.intoto.json',
      gateDecisionText(subjects, {
        decision: decision.word,
        profile: decision.profile,
        commit: ctx.subject.headSha ?? '',
        summary: decision.sha256,
      }),
    );
  ctx.metric('bytes', archive.bytes, 'By');
  return { ...outcome, digest: archive.sha256, manifest: manifestSum };
}

function isAttached({ item }: Gathered): boolean {
  return item.attachment !== undefined;
}

function isReport({ report }: GatheredFile['item']): boolean {
  return report !== undefined;
}

function digestOf(content: Uint8Array): { bytes: number; sha256: string; gitBlob: string } {
  const one = digester(content.length);
  one.push(content);
  return one.end();
}

/** The content of a file as it may be handed on, and whether it may. */
function cleaned(
  ctx: Ctx,
  policy: Create,
  { path, content }: GatheredFile,
  unseen: (path: string) => boolean,
): { content: Uint8Array; finding: Finding } {
  const { found, clean, opaque } = lookThrough(content, policy.addresses);
  if (opaque !== undefined && unseen(path)) {
    const why = `it ${opaque}, and the configuration lets it in unseen`;
    return { content, finding: { about: [path], verdict: { status: 'not-applicable', why } } };
  }
  if (opaque !== undefined)
    return {
      content,
      finding: lacks(
        `${path} ${opaque}: nobody looked into it`,
        'the texts themselves, or its path under unseen',
        path,
      ),
    };
  if (found.length === 0) return { content, finding: holds(path) };
  if (policy.sensitive === 'redact' && clean !== undefined) {
    ctx.note(`${found.length} texts were taken out of ${path}.`);
    return { content: clean, finding: holds(path) };
  }
  const redact = clean === undefined ? '' : ', or say sensitive: redact';
  return {
    content,
    finding: sensitiveFinding(path, found, `take it out where the file is made, revoke what is secret${redact}`),
  };
}

function sensitiveFinding(path: string, found: readonly Sensitive[], fix: string): Finding {
  const shown = found.slice(0, 5).map(({ what, line }) => `${what} in line ${line}`);
  const more = found.length > shown.length ? ` and ${found.length - shown.length} more` : '';
  return wrong([path], {
    problem: `${path} has what looks like ${shown.join(', ')}${more}`,
    expected: 'nothing of that kind',
    actual: found.map(({ what, line }) => `${what}:${line}`),
    fix,
    at: { path, ...(found[0] === undefined ? {} : { line: found[0].line }) },
  });
}

function lineageHere(
  ctx: Ctx,
  collected: Parameters<typeof candidatesIn>[0],
  facts: RunFacts,
  decision: Decided,
): Lineage | undefined {
  const { headSha: commit } = ctx.subject;
  if (commit === undefined) return undefined;
  const { candidates } = candidatesIn(collected);
  const { run, jobs, artifacts } = facts;
  return lineageOf({
    commit,
    run: run.ok ? { id: run.data.id, attempt: run.data.attempt } : undefined,
    jobs: jobs?.ok === true ? jobs.jobs : undefined,
    artifacts: artifacts.ok ? artifacts.data : undefined,
    reports: candidates.filter(
      ({ report }) => report.subject.headSha === commit && report.subject.runId === ctx.subject.runId,
    ),
    decision: decision.state === 'decided' ? decision : undefined,
  });
}

function bundledItem({ item, state, reason, link }: Gathered): BundledItem {
  const { id, title = id, required } = item;
  return {
    ...{ id, title, required, state },
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(link === undefined ? {} : { link }),
  };
}

function manifestOf(ctx: Ctx, items: BundledItem[], files: BundledFile[], lineage: Lineage): BundleManifest {
  const { repository, headSha, runId, attempt } = ctx.subject;
  return {
    kind: manifestKind,
    schemaVersion: 1,
    subject: {
      ...(repository === undefined ? {} : { repository }),
      ...(headSha === undefined ? {} : { commit: headSha }),
      ...(runId === undefined ? {} : { runId }),
      ...(attempt === undefined ? {} : { attempt }),
    },
    items,
    files,
    lineage,
  };
}

function resultsOf(gathered: readonly Gathered[]): Results {
  const of = (status: string): string[] =>
    gathered.flatMap(({ result }) => (result?.verdict.status === status ? result.about : []));
  const open = gathered.flatMap(({ item, state }) => (state === 'not-verified' ? item.id : []));
  return { passed: of('passed'), warned: [...of('unverified'), ...open], failed: of('failed') };
}
