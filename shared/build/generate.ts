import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dump, load } from 'js-yaml';
import { configSchema } from '../core/config.ts';
import { type AnyControl, askingLists } from '../core/control.ts';
import { ExecutiveSummarySchema } from '../core/executive-summary.ts';
import { commonFields, type Field, type Fields, inputText } from '../core/inputs.ts';
import { ReportSchema } from '../core/report-schema.ts';
import type { Rules } from '../core/rule.ts';
import { z } from '../core/zod.ts';
import { AcknowledgementSchema } from '../domain/handoff/acknowledgement.ts';
import { HandoffSchema } from '../domain/handoff/payload.ts';
import { trustRules } from '../shell/trust.ts';
import { catalogText, type Fixes } from './catalog-text.ts';
import { compositeAction, composites, jobSummaryAction } from './composites.ts';
import { eventsGuide } from './events-guide.ts';
import { examplesIn } from './examples.ts';
import { root, repositorySlug as slug, packageVersion as version } from './package.ts';
import { questions } from './questions.ts';
import { type RecordFile, recordFiles } from './record-files.ts';
import { type Pin, pinsOf, withReferences } from './references.ts';
import { parseReleaseRecord } from './release-record.ts';

/*
 * Writes everything that follows from the controls: `npm run generate`. With --check nothing is written; stale files are named
 * and the exit code is 1.
 */

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The Markdown files of a folder, with `/`, in their order; none when it is not there. */
const markdown = (folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.md'))
        .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
        .sort()
    : [];
const workflows = '.github/workflows';
const pins = pinsOf(
  readdirSync(join(root, workflows))
    .sort()
    .map((name) => read(`${workflows}/${name}`)),
);

const names = readdirSync(join(root, 'actions'))
  .filter((name) => existsSync(join(root, 'actions', name, 'control.ts')))
  .sort();
const controls = await Promise.all(names.map(loadControl));
const lists = [...new Set(controls.flatMap((control) => Object.keys(control.lists)))].sort();

async function loadControl(name: string): Promise<AnyControl> {
  const module = (await import(pathToFileURL(join(root, 'actions', name, 'control.ts')).href)) as {
    control: AnyControl;
  };
  if (module.control.name !== name) throw new Error(`actions/${name}: its control is called ${module.control.name}`);
  if (!existsSync(join(root, 'actions', name, 'main.ts'))) throw new Error(`actions/${name}: main.ts is missing`);
  return module.control;
}

/** Controls that share a list read it by one schema: the very same object, from shared/domain. */
function listsAgree(): void {
  const schemas = new Map<string, unknown>();
  for (const control of controls) {
    for (const [list, schema] of Object.entries(control.lists)) {
      if (schemas.has(list) && schemas.get(list) !== schema) throw new Error(`the list ${list} has two schemas`);
      schemas.set(list, schema);
    }
  }
}

listsAgree();

/** The commit of the newest release, once there is one: the documents then pin to it. */
function release(): Pin {
  if (!existsSync(join(root, '.github', 'release.json'))) return { ref: `v${version}`, comment: '' };
  const { sha, tag } = parseReleaseRecord(read('.github/release.json'));
  return { ref: sha, comment: ` # ${tag}` };
}

const renewed = (text: string): string => withReferences(text, slug, release(), pins);

/** Inputs that the action takes from the runner unless the workflow says otherwise. */
const fromRunner: Readonly<Record<string, string>> = {
  token: '${{ github.token }}',
  'check-run-id': '${{ job.check_run_id }}',
};

function actionYml(control: AnyControl): string {
  const fields: Fields = { ...control.inputs, ...commonFields };
  const inputs = Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => field.shape !== 'structured')
      .map(([name, field]) => [
        name,
        {
          description: describe(field),
          required: false,
          ...(Object.hasOwn(fromRunner, name) ? { default: fromRunner[name] } : {}),
        },
      ]),
  );
  const outputs = {
    status: { description: 'passed, failed, unverified, not-applicable or error.' },
    report: { description: 'Path of the JSON report.' },
    artifact: { description: 'Name of the artifact that has the report; empty where none was uploaded.' },
    passed: { description: 'How many results passed.' },
    failed: { description: 'How many results failed.' },
    unverified: { description: 'How many results could not be verified.' },
    ...control.outputs,
  };
  const action = {
    name: control.title,
    description: control.description,
    inputs,
    outputs,
    runs: { using: 'node24', main: `../../dist/${control.name}.js` },
    branding: { icon: 'check-circle', color: 'blue' },
  };
  return actionText('control.ts', action);
}

function actionText(from: string, action: Record<string, unknown>): string {
  return `# Written by npm run generate from ${from}.\n${dump(action, { lineWidth: 140 })}`;
}

function describe(field: Field<unknown>): string {
  const parts = [field.description];
  if (field.choices !== undefined) parts.push(`One of ${field.choices.join(', ')}.`);
  if (field.shape === 'list') parts.push('One item a line.');
  if (field.default !== undefined) {
    const text = inputText(field.default).replaceAll('\n', ', ');
    // Without the signs around it, a default that is a dot or ends with one cannot be told from the sentence.
    parts.push(`Default: ${text === '' ? 'none' : `\`${text}\``}.`);
  }
  if (field.policy === true)
    parts.push('Policy: the base configuration decides; a differing value here is reported and not used.');
  return parts.join(' ');
}

/** `reused: 'ref'` writes what stands in several places once. */
function jsonSchema(schema: z.ZodType, title: string, file: string, reused: 'inline' | 'ref' = 'inline'): string {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused });
  return `${JSON.stringify({ $id: `https://raw.githubusercontent.com/${slug}/v${version}/dist/schema/${file}`, title, ...described }, null, 2)}\n`;
}

const header = (from: string): string => `// Written by \`npm run generate\` from ${from}.\n`;
const list = (values: readonly string[]): string => `[${values.map((value) => `'${value}'`).join(', ')}]`;

/** What every run must know of controls that it does not load. */
function catalogModule(): string {
  const entries = controls.map((control) => {
    const unwaivable = Object.entries(control.rules as Rules).flatMap(([id, { waivable }]) =>
      waivable === false ? [id] : [],
    );
    const asking = askingLists(control);
    return [
      `  '${control.name}': {`,
      `    kind: '${control.kind}',`,
      `    lists: ${list(asking)},`,
      `    unwaivable: ${list(unwaivable)},`,
      '  },',
    ].join('\n');
  });
  return `${header('the folders under actions/')}import type { ControlKind } from './control.ts';

/** What is known of a control without loading it: its kind, the shared lists that ask for it, its rules that no waiver covers. */
export interface CatalogEntry {
  kind: ControlKind;
  lists: readonly string[];
  unwaivable: readonly string[];
}

/** All controls by name. */
export const catalog: Readonly<Record<string, CatalogEntry>> = {
${entries.join('\n')}
};

/** The names of all controls. */
export const controlNames: readonly string[] = Object.keys(catalog);

/** The names of all shared lists of the configuration. */
export const listNames: readonly string[] = ${list(lists)};
`;
}

/** The records with the JSON Schema of each. */
function described(records: typeof recordFiles): (Omit<RecordFile, 'schema'> & { schema: unknown })[] {
  return records.map(({ schema, ...rest }) => ({
    ...rest,
    schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  }));
}

const config = configSchema(controls, { controls: names, lists });
const describedConfig: unknown = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' });
const guidePaths = markdown('.github/guides');
/** Guides of the controls first: those of use cases show less of each. */
const ofControls = new Set(questions.map(({ guide }) => guide));
const guideTexts = [...ofControls, ...guidePaths.filter((path) => !ofControls.has(path))].map(read);
const files: Record<string, string> = {
  'shared/core/version.ts': `${header('package.json')}export const version = '${version}';\n`,
  'shared/core/catalog.ts': catalogModule(),
  'action-catalog.md': renewed(
    catalogText({
      controls,
      trust: trustRules,
      common: commonFields,
      slug,
      configuration: describedConfig,
      records: described(recordFiles),
      fixes: load(read('shared/build/rule-fixes.yml')) as Fixes,
      examples: examplesIn(guideTexts, controls),
    }),
  ),
  'dist/schema/config.schema.json': jsonSchema(config, 'release-governance configuration', 'config.schema.json', 'ref'),
  'dist/schema/report.schema.json': jsonSchema(ReportSchema, 'release-governance report', 'report.schema.json'),
  'dist/schema/executive-summary.schema.json': jsonSchema(
    ExecutiveSummarySchema,
    'release-governance executive summary',
    'executive-summary.schema.json',
  ),
  'dist/schema/release-handoff.schema.json': jsonSchema(
    HandoffSchema,
    'release-governance handoff of a release',
    'release-handoff.schema.json',
    'ref',
  ),
  'dist/schema/handoff-answer.schema.json': jsonSchema(
    AcknowledgementSchema,
    'release-governance answer to a handoff',
    'handoff-answer.schema.json',
  ),
  '.github/guides/events.md': eventsGuide(controls),
};
for (const path of ['README.md', ...guidePaths]) files[path] = renewed(files[path] ?? read(path));
for (const { name, title, schema } of recordFiles)
  files[`dist/schema/${name}.schema.json`] = jsonSchema(
    schema,
    `${title} of release-governance`,
    `${name}.schema.json`,
  );
for (const control of controls) {
  files[`actions/${control.name}/action.yml`] = actionYml(control);
  if (control.data === undefined || control.kind === 'decide') continue;
  const file = `${control.name}.data.schema.json`;
  files[`dist/schema/${file}`] = jsonSchema(
    control.data,
    `data of a release-governance report of ${control.name}`,
    file,
  );
}

for (const composite of composites)
  files[`actions/${composite.name}/action.yml`] = actionText(
    'shared/build/composites.ts',
    compositeAction(composite, controls, describe),
  );
files['actions/job-summary/action.yml'] = actionText('shared/build/composites.ts', jobSummaryAction);

const stale = Object.entries(files).filter(([path, text]) => !existsSync(join(root, path)) || read(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`stale: ${path} (npm run generate writes it)`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
