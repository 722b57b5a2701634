import type { ConfigPart, Sighting } from '../../core/adoption.ts';
import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { compositeOf, controlOf } from '../setup/suite-step.ts';
import type { Ground } from './ground.ts';

/*
 * What is only likely: which words of a document are claims that must be borne out, or what a good value of a KPI is, nobody can read in a
 * repository. Each is offered as a comment, with what was read filled in.
 */

/** The controls that a repository seems to be made for; `taken` are documents that other parts judge already. */
export function findOffers(ground: Ground, taken: ReadonlySet<string>): { parts: ConfigPart[]; guessed: Sighting[] } {
  const offers = [checklists(ground, taken), rows(ground), tests(ground), workflows(ground)];
  return { parts: offers.flatMap(({ parts }) => parts), guessed: offers.flatMap(({ guessed }) => guessed) };
}

interface Offer {
  parts: ConfigPart[];
  guessed: Sighting[];
}

function checklists(ground: Ground, taken: ReadonlySet<string>): Offer {
  const guessed: Sighting[] = [];
  const sources: Json[] = [];
  const add = (path: string, line: number, says: string, source: { [key: string]: Json }): void => {
    guessed.push({ path, line, says });
    sources.push({ id: `list-${sources.length + 1}`, path, ...source });
  };
  for (const { path, document } of ground.markdown) {
    if (taken.has(path)) continue;
    for (const { heading, header, position } of document.tables) {
      const words = header.map(({ text }) => text.toLowerCase());
      if (heading === undefined || heading === '' || !words.some((word) => word === 'status' || word === 'state'))
        continue;
      const needed = ['owner', 'evidence'].filter((word) => words.includes(word));
      add(path, position.line, `a table with a status, under "${heading}"`, {
        table: { heading },
        ...(needed.length === 0 ? {} : { require: needed }),
      });
    }
    for (const heading of new Set(document.boxes.map((box) => box.heading))) {
      const line = document.boxes.find((box) => box.heading === heading)?.position.line;
      if (heading === undefined || heading === '' || line === undefined) continue;
      add(path, line, `boxes to tick, under "${heading}"`, { boxes: { heading } });
    }
  }
  const about = [
    'Tables and boxes of documents, as claims: a cell that says "pass" counts when something measured bears it out. Say by',
    'what, with measured: (a control, a check or a file for each claim), and what is only a template, with mode: template.',
  ];
  return {
    parts: sources.length === 0 ? [] : [{ key: 'gate-checklist', value: { sources }, sure: false, about }],
    guessed,
  };
}

function rows(ground: Ground): Offer {
  const found = ground.rows.filter(({ first }) => isObject(first.value));
  const [one] = found;
  if (one === undefined || !isObject(one.first.value)) return { parts: [], guessed: [] };
  const kinds: Readonly<Record<string, string>> = { string: 'string', number: 'number', boolean: 'boolean' };
  const fields = Object.entries(one.first.value).flatMap(([key, value]): Json[] => {
    const type = kinds[typeof value];
    return type === undefined ? [] : [{ pointer: childPointer('', key), type }];
  });
  if (fields.length === 0) return { parts: [], guessed: [] };
  const about = [
    `Rows of measurements, as the first line of ${one.path} has them. Say what is measured of them, and what is good:`,
    'kpis: [{ id, title, kind: ratio, numerator, direction, target: { min } }]; then kpi-report judges one run and kpi-gate all of them.',
  ];
  return {
    parts: [
      { key: 'kpi-sets', value: [{ id: 'measurements', rows: fields, kpis: [] }], sure: false, about },
      {
        key: 'kpi-report',
        value: { set: 'measurements', rows: found.map(({ path }) => path).slice(0, 1), origin: 'committed' },
        sure: false,
        about: ['origin: committed is for files that git tracks; what a step of the job measures is an output.'],
      },
    ],
    guessed: found.map(({ path }) => ({ path, line: 1, says: 'rows of measurements' })),
  };
}

const runners: readonly { path: string; command: readonly string[] }[] = [
  { path: 'package.json', command: ['npm', 'test'] },
  { path: 'Cargo.toml', command: ['cargo', 'test'] },
  { path: 'go.mod', command: ['go', 'test', './...'] },
  { path: 'pyproject.toml', command: ['python', '-m', 'pytest'] },
];

function tests(ground: Ground): Offer {
  const found = runners.filter(({ path }) => ground.paths.has(path));
  if (found.length === 0) return { parts: [], guessed: [] };
  const verifications = found.map(
    ({ path, command }): Json => ({
      id: `tests-${path.replace(/\..*$/, '').toLowerCase()}`,
      command: [...command],
      timeout: '10min',
    }),
  );
  const about = [
    'Commands that must end well, run by the action itself: a job that says success proves nothing by itself. Its job has to',
    'install what they need before.',
  ];
  return {
    parts: [{ key: 'verification', value: { verifications }, sure: false, about }],
    guessed: found.map(({ path, command }) => ({ path, says: `tests that ${command.join(' ')} may run` })),
  };
}

function workflows(ground: Ground): Offer {
  const guessed = ground.workflows.map(({ path, jobs }) => {
    const [own] = jobs.flatMap(({ actions }) =>
      actions.flatMap(({ value, at }) => {
        const name = /\/actions\/[a-z-]+@/.test(value) ? (controlOf(value) ?? compositeOf(value)?.name) : undefined;
        return name === undefined ? [] : [{ name, at }];
      }),
    );
    if (own !== undefined) return { path, line: own.at.line, says: `already runs ${own.name} of the suite` };
    return {
      path,
      line: jobs[0]?.at.line,
      says: `a workflow with ${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}`,
    };
  });
  if (guessed.length === 0) return { parts: [], guessed: [] };
  const about = [
    'Whether the checks that the branch requires can be made by these workflows, and can fail. It asks GitHub which ones are required.',
  ];
  return { parts: [{ key: 'required-checks', value: {}, sure: false, about }], guessed };
}
