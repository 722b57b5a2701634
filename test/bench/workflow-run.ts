import { producible } from '../../shared/domain/check-names/producible.ts';
import { readWorkflow } from '../../shared/domain/workflow/read-workflow.ts';
import { parseYaml } from '../../shared/parse/yaml.ts';

/*
 * One measured run of workflows.ts, in a process of its own: `parse` reads the YAML of 200 workflow files, `checks` tells which checks
 * they can make. Each has one matrix of 54 jobs and three events; a third have a name with expressions, a third a condition that depends
 * on the event.
 */

const count = 200;
const heads = [
  '',
  `    name: test on \${{ matrix.os }} with node \${{ matrix.node }} and \${{ matrix.database }}\n`,
  `    if: github.event_name != 'push' || github.repository == 'octo/repo'\n`,
];

function textOf(index: number): string {
  return `name: workflow ${index}
on:
  push: { branches: [main] }
  pull_request:
  merge_group:
jobs:
  test:
${heads[index % heads.length] ?? ''}    runs-on: \${{ matrix.os }}
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest, macos-latest]
        node: [18, 20, 22]
        database: [mysql, postgres, sqlite, mariadb, oracle, none]
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: \${{ matrix.node }}
          cache: npm
      - name: Install
        run: npm ci --ignore-scripts
      - name: Test
        run: npm test -- --reporter=dot
        env:
          DATABASE: \${{ matrix.database }}
`;
}

const files = Array.from({ length: count }, (_, index) => ({
  path: `.github/workflows/workflow-${index}.yml`,
  text: textOf(index),
}));

async function judge(): Promise<number> {
  const workflows = files.map(({ path, text }) => readWorkflow(path, text));
  const { checks, problems } = await producible(workflows, {
    repository: 'octo/repo',
    fetch: () => Promise.resolve({ ok: false, because: { code: 'NOT_FOUND', message: 'nothing else is there' } }),
  });
  if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
  return checks.length;
}

function parse(): number {
  const limits = { maxDepth: 50, maxAliasedValues: 50_000, keysAsText: true };
  return files.filter(({ text }) => parseYaml(text, limits).ok).length;
}

const before = process.cpuUsage();
const started = performance.now();
const made = process.argv[2] === 'parse' ? parse() : await judge();
const wall = performance.now() - started;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ made, wall, cpu: (user + system) / 1000 }));
