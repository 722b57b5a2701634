import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join, relative } from 'node:path';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { chunks, packageOf } from './chunks.ts';
import { licences } from './licences.ts';
import { packageVersion, repositorySlug, root } from './package.ts';
import { packageFolders, type ShippedPackage, shippedPackage } from './packages.ts';
import { billOfMaterials } from './sbom.ts';
import { largestAction, sizeLimits, sizes } from './sizes.ts';

/**
 * Writes all of dist but its `schema` folder, which belongs to generate.ts. The same sources and packages give the same bytes
 * on every machine and under every supported version of Node.
 */

const dist = join(root, 'dist');
const cli = 'shared/shell/cli-main.ts';
const action = 'shared/shell/action.ts';

/** Module ids of the entries by the name of their file in dist. */
function entries(): Record<string, string> {
  const found: Record<string, string> = { cli };
  const add = (name: string, path: string): void => {
    if (found[name] !== undefined) throw new Error(`${path} and ${found[name]} would both become dist/${name}.js`);
    found[name] = path;
  };
  for (const control of readdirSync(join(root, 'actions')).sort()) {
    if (existsSync(join(root, 'actions', control, 'main.ts'))) add(control, `actions/${control}/main.ts`);
  }
  for (const folder of ['actions', 'shared']) {
    const files = readdirSync(join(root, folder), { recursive: true }).map((file) =>
      String(file).replaceAll('\\', '/'),
    );
    for (const file of files.filter((path) => path.endsWith('-worker.ts')).sort()) {
      add(basename(file, '.ts'), `${folder}/${file}`);
    }
  }
  return found;
}

/**
 * Modules that are not bundled as they are, by the package that imports them ('' for the project's own code).
 *
 * - `@actions/core` imports an HTTP client, and with it undici, for OIDC tokens alone.
 * - Of `@actions/github` the suite uses only the context of the event; its main module brings an Octokit of its own.
 * - Of Octokit the suite sends requests by their routes; the methods by name, a third of its size, are never called.
 * - zod describes schemas as JSON Schema; only the generator asks for that, a fifth of its size.
 * - The artifact client can also download; what it unzips with rests on a package (buffers 0.1.1) that declares no licence.
 */
const replacements: readonly { importer: string; source: string; module: string; code: string }[] = [
  {
    importer: '@actions/core',
    source: './oidc-utils.js',
    module: '@actions/core/lib/oidc-utils.js',
    code: "export const OidcClient = { getIDToken() { throw new Error('OIDC tokens are not part of this build'); } };",
  },
  {
    importer: '',
    source: '@actions/github',
    module: '@actions/github/lib/context.js',
    code: `import { Context } from ${JSON.stringify(join(root, 'node_modules/@actions/github/lib/context.js'))};
export const context = new Context();`,
  },
  {
    importer: '@octokit/rest',
    source: '@octokit/plugin-rest-endpoint-methods',
    module: '@octokit/plugin-rest-endpoint-methods/dist-src/index.js',
    code: 'export const legacyRestEndpointMethods = () => ({});',
  },
  ...['json-schema-processors.js', 'to-json-schema.js'].map((file) => ({
    importer: 'zod',
    source: `../core/${file}`,
    module: `zod/v4/core/${file}`,
    code: withoutCode(`zod/v4/core/${file}`, 'JSON Schema is not part of this build'),
  })),
  {
    importer: '@actions/artifact',
    source: 'unzip-stream',
    module: 'unzip-stream',
    code: "export default { Extract() { throw new Error('downloads are not part of this build'); } };",
  },
];

/** A module with the same exports, all of which throw. */
function withoutCode(module: string, message: string): string {
  const text = readFileSync(join(root, 'node_modules', module), 'utf8');
  const names = [...text.matchAll(/^export (?:const|function) (\w+)|^export \{ \w+ as (\w+) \}/gm)];
  const refuse = `const refuse = () => { throw new Error(${JSON.stringify(message)}); };`;
  return [refuse, `export { ${names.map(([, own, other]) => `refuse as ${own ?? other}`).join(', ')} };`].join('\n');
}

const replace: Plugin = {
  name: 'replace',
  resolveId(source, importer) {
    const from = importer === undefined ? undefined : (packageOf(importer) ?? '');
    const found = replacements.find((entry) => entry.source === source && entry.importer === from);
    return found === undefined ? null : `\0node_modules/${found.module}`;
  },
  load: (id) => replacements.find(({ module }) => id === `\0node_modules/${module}`)?.code ?? null,
};

/** What would make dist depend on the machine, load in the wrong order, or get a name that changes with other edits. */
function problems(code: readonly OutputChunk[], planned: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const imports = new Map(code.map((chunk) => [chunk.fileName, chunk.imports]));
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push(`files import each other: ${[...path, file].join(' -> ')}`);
    if (path.includes(file) || done.has(file)) return;
    for (const next of imports.get(file) ?? []) if (imports.has(next)) visit(next, [...path, file]);
    done.add(file);
  };
  for (const { fileName, code: text, moduleIds } of code) {
    visit(fileName, []);
    if (text.includes(root)) found.push(`${fileName} names the folder of the build`);
    if (!planned.has(fileName)) found.push(`${fileName} has no planned name; it holds ${moduleIds.join(', ')}`);
  }
  return found;
}

function printSizes(): void {
  const all = sizes(dist);
  const line = (file: string, bytes: string, gzip: string): string =>
    `${file.padEnd(36)} ${bytes.padStart(10)} ${gzip.padStart(10)}`;
  console.log(line('file', 'bytes', 'gzip -9'));
  for (const { file, bytes, gzip } of all) console.log(line(file, String(bytes), String(gzip)));
  for (const { what, features, limit } of sizeLimits) {
    const { file, gzip } = largestAction(dist, { features });
    console.log(line(`${what}: ${file}`, '', String(gzip)));
    if (gzip > limit) {
      console.error(`${file} and what it can load are over the limit of ${limit} (${what})`);
      process.exitCode = 1;
    }
  }
}

/**
 * js-yaml makes its tags, schemas and patterns by calls when it is loaded, also those of YAML 1.1 and of writing YAML, which the suite
 * never uses: nothing depends on these calls but the variable that each of them fills, so those that nobody reads may be left out.
 */
const pureVariables: Plugin = {
  name: 'pure-variables',
  transform(text, id) {
    if (packageOf(id) !== 'js-yaml') return null;
    // A call is left out only when its arguments can be, too: those inside of a function have no effect until it is called.
    const code = text.replace(
      /^(var [\w$]+ = )(?!class\b|["'/])(.*|.*[[{(]\n[^]*?\n[\]})]+);$/gm,
      (whole: string, start: string, value: string) =>
        /[(`]|\.\.\./.test(value) ? `${start}/* @__PURE__ */ (() => (${value}))();` : whole,
    );
    return { code, map: null };
  },
};

const input = entries();
const split = chunks(root, [join(root, action), join(root, cli)]);
const build = await rolldown({
  cwd: root,
  input,
  platform: 'node',
  // Reading a property that nobody needs is no reason to keep what it is read from.
  treeshake: { propertyReadSideEffects: false },
  external: [/^node:/, ...builtinModules],
  plugins: [replace, pureVariables, split.plugin],
  preserveEntrySignatures: 'allow-extension',
  transform: { target: 'node20.19' },
  onLog(level, log) {
    if (level === 'warn') throw new Error(log.message);
  },
});
const { output } = await build.generate({
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: ({ name, isDynamicEntry, facadeModuleId }) =>
    `${isDynamicEntry && facadeModuleId ? split.lazyName(facadeModuleId) : name}.js`,
  // Whoever pins the suite reads dist: no minifying. The doc comments of packages would be a sixth of its size.
  minify: false,
  comments: { legal: true, annotation: true, jsdoc: false },
  minifyInternalExports: false,
  codeSplitting: { groups: split.groups },
});
await build.close();

const code = output.filter((file) => file.type === 'chunk');
const found = problems(code, new Set([...Object.keys(input), ...split.planned].map((name) => `${name}.js`)));
if (found.length > 0) throw new Error(found.join('\n'));

const packages = new Map<string, ShippedPackage>();
/** The packages of which a file holds code. */
const held = ({ modules }: OutputChunk): ShippedPackage[] => {
  const ids = Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []));
  return [...packageFolders(ids)].sort().map((folder) => {
    const shipped = packages.get(folder) ?? shippedPackage(root, folder);
    packages.set(folder, shipped);
    return shipped;
  });
};
const shipped = new Map(code.map((chunk) => [chunk.fileName, held(chunk)]));

mkdirSync(dist, { recursive: true });
for (const file of readdirSync(dist)) if (file !== 'schema') rmSync(join(dist, file), { recursive: true });
// What a bundler may leave out says nothing in a file that is run.
const pure = /\/\* ?[@#]__PURE__ ?\*\/ ?/g;
for (const chunk of code) writeFileSync(join(dist, chunk.fileName), chunk.code.replace(pure, ''));
writeFileSync(join(dist, 'LICENCES.txt'), licences([...packages.values()]));
writeFileSync(join(dist, 'package.json'), '{\n  "type": "module"\n}\n');
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .map((path) => ({ path, bytes: readFileSync(join(dist, path)), packages: shipped.get(path) ?? [] }));
writeFileSync(
  join(dist, 'sbom.cdx.json'),
  billOfMaterials({ name: 'release-governance', version: packageVersion, licence: 'MIT', slug: repositorySlug, files }),
);
printSizes();
