import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { composites } from '../../shared/build/composites.ts';
import { controlNames, listNames } from '../../shared/core/catalog.ts';
import { asksFor, type Config, parseConfig } from '../../shared/core/config.ts';
import { decisionsOf } from '../../shared/domain/setup/decisions.ts';
import { judgeWorkflows } from '../../shared/domain/setup/judge-workflows.ts';
import { readWorkflow } from '../../shared/domain/workflow/read-workflow.ts';
import { allControls } from '../support/all-controls.ts';
import { type Block, configBlocks, guideFolder, type Workflow, workflowBlocks } from '../support/documents.ts';

/* Sections "Everything to paste" of the guides: a configuration and workflows that are enough together, in a repository that has the files. */

const controls = await allControls();
const known = { controls: controlNames, lists: listNames };
const configPath = '.github/release-governance.yml';
const begins = 'Everything to paste';

interface Pasted {
  config: Config;
  raw: Record<string, unknown>;
  workflows: { path: string; text: string; read: Workflow }[];
}

const pasted = configBlocks.filter(({ section, place }) => place.startsWith(guideFolder) && section.startsWith(begins));

/** The path that a block says in its first line, as a comment. */
function pathOf({ place, text }: Block): string {
  const [, path] = /^# (\.github\/\S+)/.exec(text) ?? [];
  if (path === undefined) throw new Error(`${place}: the first line does not say where the file goes`);
  return path;
}

function pasteOf(block: Block): Pasted {
  const raw = load(block.text) as Record<string, unknown>;
  const parsed = parseConfig(raw, controls, known);
  if (!parsed.ok) throw new Error(`${block.place}: ${JSON.stringify(parsed)}`);
  const beside = workflowBlocks.filter(
    ({ place, section }) => section === block.section && place.split(':')[0] === block.place.split(':')[0],
  );
  const workflows = beside.map((each) => ({ path: pathOf(each), text: each.text, read: load(each.text) as Workflow }));
  return { config: parsed.config, raw, workflows };
}

/** The controls that the steps of a workflow run, by themselves or in a composite. */
function runBy({ jobs }: Workflow): Set<string> {
  const used = Object.values(jobs).flatMap(({ uses, steps = [] }) => [uses, ...steps.map((step) => step.uses)]);
  return new Set(
    used.flatMap((uses) => {
      const name = /\/actions\/([\w-]+)@/.exec(uses ?? '')?.[1];
      return composites.find((composite) => composite.name === name)?.controls ?? (name === undefined ? [] : [name]);
    }),
  );
}

function summariesOf(raw: Record<string, unknown>): Parameters<typeof namesOf>[1] | undefined {
  return ((raw['executive-summary'] ?? {}) as { summaries?: Parameters<typeof namesOf>[1] }).summaries;
}

function namesOf(summary: unknown, all: Record<string, { controls?: string[]; summaries?: string[] }>): string[] {
  const { controls: own = [], summaries = [] } = all[String(summary)] ?? {};
  return [...own, ...summaries.flatMap((each) => namesOf(each, all))];
}

test('five use cases have everything to paste', () => {
  expect(new Set(pasted.map(({ place }) => place.split(':')[0])).size).toBeGreaterThanOrEqual(5);
});

describe.each(pasted.map((block) => [`${block.place} ${block.section}`, block] as const))('%s', (_name, block) => {
  const { config, raw, workflows } = pasteOf(block);
  const asked = controls.filter((control) =>
    control.kind === 'decide' ? config.asked.sections.includes(control.name) : asksFor(control, config),
  );

  test('says where each file goes, each once', () => {
    const paths = [pathOf(block), ...workflows.map(({ path }) => path)];
    expect(pathOf(block)).toBe(configPath);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('has nothing that doctor would find wrong', () => {
    const names = new Set(asked.map(({ name }) => name));
    const read = workflows.map(({ path, text }) => readWorkflow(path, text));
    const troubles = judgeWorkflows(read, controls, names, configPath, decisionsOf(config));
    // That a release may be moved to other code doctor says of every example.
    expect(troubles.filter(({ level }) => level !== 'advice')).toEqual([]);
  });

  test('runs no control that it does not configure', () => {
    const names = asked.map(({ name }) => name);
    const used = workflows.flatMap(({ read }) => [...runBy(read)]);
    // A control without a section of its own runs when what it reads is there.
    expect(used.filter((name) => !names.includes(name) && !Object.hasOwn(raw, name))).toEqual([]);
  });

  test('decides over reports that its run has', () => {
    const summaries = summariesOf(raw) ?? {};
    for (const { path, read } of workflows) {
      const steps = Object.values(read.jobs).flatMap(({ steps: of = [] }) => of);
      const events = typeof read.on === 'string' ? [read.on] : Object.keys(read.on as object);
      for (const step of steps.filter(({ uses }) => uses?.includes('/actions/executive-summary@'))) {
        const name = step.with?.['name'];
        const all = asked.filter(({ kind }) => kind !== 'act' && kind !== 'decide').map((control) => control.name);
        const expected = (name === undefined ? all : namesOf(name, summaries)).filter(
          (each) => !events.every((event) => (config.asked.skipOn[each] ?? []).includes(event)),
        );
        expect(expected.length).toBeGreaterThan(0);
        expect([path, expected.filter((each) => !runBy(read).has(each))]).toEqual([path, []]);
      }
    }
  });

  test('has the decision over everything, which required-checks looks for', () => {
    const names = asked.map(({ name }) => name);
    const steps = workflows.flatMap(({ read }) => Object.values(read.jobs).flatMap(({ steps: of = [] }) => of));
    const whole = steps.filter(
      ({ uses, with: given }) => uses?.includes('/actions/executive-summary@') && given?.['name'] === undefined,
    );
    expect(names.includes('required-checks') && names.includes('executive-summary') && whole.length === 0).toBe(false);
  });

  test('names workflows that it has', () => {
    const named = [...block.text.matchAll(/\.github\/workflows\/[\w-]+\.yml/g)].map(([path]) => path);
    expect(named.filter((path) => !workflows.some((workflow) => workflow.path === path))).toEqual([]);
  });
});
