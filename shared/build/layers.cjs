/**
 * Who may import whom. Each layer has a closed list of what it may import: what is not listed is an error, also a folder
 * that nobody has thought of yet.
 */

const layer = (name, from, allowed) => ({
  name,
  severity: 'error',
  from,
  to: { pathNot: [...allowed, '^node_modules/', ...builtins], couldNotResolve: false },
});

const builtins = ['^node:', ...require('node:module').builtinModules.map((name) => `^${name}$`)];
const packages = (...names) => names.map((name) => `^node_modules/${name}/`);
const pure = '^(actions|shared/(core|domain|parse|render))/';
const main = '^actions/[^/]+/main\\.ts$';
const source = '^(actions|shared)/';
const tool = '^shared/build/';

module.exports = {
  forbidden: [
    layer('main-imports-its-control-and-the-shell', { path: '^actions/([^/]+)/main\\.ts$' }, [
      '^actions/$1/control\\.ts$',
      '^shared/shell/(?:action|job-summary)\\.ts$',
    ]),
    layer('control-imports-domain-parse-core', { path: '^actions/([^/]+)/', pathNot: main }, [
      '^actions/$1/(?!main\\.ts$)',
      '^shared/(domain|parse|core)/',
    ]),
    layer('domain-imports-parse-core', { path: '^shared/domain/' }, ['^shared/(domain|parse|core)/']),
    layer('parse-imports-plain-core', { path: '^shared/parse/' }, [
      '^shared/parse/',
      '^shared/core/(errors|hash-form|location|json|pointer|time|sanitise)\\.ts$',
    ]),
    layer('render-imports-core', { path: '^shared/render/' }, ['^shared/(render|core)/']),
    layer('adapters-import-core', { path: '^shared/adapters/' }, ['^shared/(adapters|core)/']),
    layer('core-imports-core', { path: '^shared/core/' }, ['^shared/core/']),
    layer('shell-imports-shared', { path: '^shared/shell/' }, ['^shared/(shell|adapters|render|domain|parse|core)/']),
    {
      name: 'every-file-belongs-to-a-layer',
      severity: 'error',
      from: {
        path: source,
        pathNot: ['^actions/[^/]+/[^/]', '^shared/(core|domain|parse|render|adapters|shell|build)/'],
      },
      to: {},
    },
    {
      name: 'pure-code-uses-only-crypto-and-path-of-node',
      severity: 'error',
      from: { path: pure },
      to: { dependencyTypes: ['core'], pathNot: ['^(node:)?crypto$', '^(node:)?path$'] },
    },
    {
      name: 'core-uses-only-zod-of-npm',
      severity: 'error',
      from: { path: '^shared/core/' },
      to: { path: '^node_modules/', pathNot: packages('zod') },
    },
    {
      name: 'controls-and-render-use-only-zod-of-npm',
      severity: 'error',
      from: { path: '^(actions|shared/render)/' },
      to: { path: '^node_modules/', pathNot: packages('zod') },
    },
    {
      name: 'octokit-only-in-the-github-adapter',
      severity: 'error',
      from: { path: source, pathNot: '^shared/adapters/github' },
      to: { path: packages('@octokit') },
    },
    {
      name: 'actions-toolkit-only-in-its-adapters',
      severity: 'error',
      from: { path: source, pathNot: '^shared/adapters/(runner|event|artifact)' },
      to: { path: packages('@actions') },
    },
    {
      name: 'nobody-imports-the-tools',
      severity: 'error',
      from: { path: source, pathNot: tool },
      to: { path: tool },
    },
    { name: 'nobody-imports-tests', severity: 'error', from: { path: source }, to: { path: '^test/' } },
    { name: 'nobody-imports-dist', severity: 'error', from: {}, to: { path: '^dist/' } },
    {
      name: 'dev-packages-only-for-types',
      severity: 'error',
      from: { path: source, pathNot: tool },
      to: { dependencyTypes: ['npm-dev'], pathNot: packages('@types', '@octokit/openapi-types') },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    { name: 'imports-resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-barrels', severity: 'error', from: { path: '(^|/)index\\.ts$' }, to: {} },
    { name: 'no-re-exports', severity: 'error', from: {}, to: { dependencyTypes: ['export'] } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
