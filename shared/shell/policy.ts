import { asksFor, type Config, configMaxBytes, type KnownNames, parseConfig } from '../core/config.ts';
import type { AnyControl } from '../core/control.ts';
import { type Because, GovernanceError, type Problem } from '../core/errors.ts';
import type { Found, Tree } from '../core/ports.ts';
import type { PolicySource } from '../core/report.ts';
import { decodeText } from '../parse/text.ts';
import { parseYaml } from '../parse/yaml.ts';

/** The configuration and where it was read, or why the trusted one could not be looked at. */
export type LoadedConfig =
  | { ok: true; config: Config; source: PolicySource; notes: string[] }
  | { ok: false; because: Because };

export interface ConfigRequest {
  controls: readonly AnyControl[];
  known: KnownNames;
  /** Path from the root of both trees. */
  path: string;
  /** The path as people know it. */
  shown: string;
  /** The trusted earlier version; undefined on a laptop, where the person at the keyboard decides. */
  base: Tree | { because: Because } | undefined;
  judged: Tree;
}

/**
 * Reads the configuration from the base; from the judged tree only when the base certainly has none, or none for this
 * control, which is then said loudly. A file that cannot be parsed or does not fit is BAD_CONFIG with every problem.
 */
export async function loadConfig(request: ConfigRequest): Promise<LoadedConfig> {
  const { base, shown } = request;
  if (base === undefined) {
    const found = await readConfig(request);
    if (found === undefined) throw noConfig(shown);
    return { ok: true, config: check(found, request), source: sourceOf('worktree', shown, found), notes: [] };
  }
  if ('because' in base) return { ok: false, because: base.because };
  const trusted = await base.read(request.path, configMaxBytes);
  if (!trusted.found && trusted.reason === 'unreadable') {
    return { ok: false, because: trusted.because ?? { code: 'NO_DATA', message: `${shown} ${trusted.message}` } };
  }
  if (!trusted.found && trusted.reason !== 'absent') {
    throw new GovernanceError('BAD_CONFIG', `the configuration ${shown} ${trusted.message}`);
  }
  const own = await readConfig(request);
  const config = trusted.found ? check(trusted, request) : undefined;
  const asks = (by: Config): boolean => request.controls.every((control) => asksFor(control, by));
  if (trusted.found && config !== undefined) {
    // Where neither asks, the base has said so.
    if (asks(config) || own === undefined || !asks(check(own, request))) {
      const notes =
        own?.sha256 === trusted.sha256
          ? []
          : [`${shown} differs in the judged change; the version of ${base.ref ?? 'the base'} was used.`];
      return { ok: true, config, source: sourceOf('base', shown, trusted), notes };
    }
  }
  if (own === undefined) throw noConfig(shown);
  const where = base.ref ?? 'the base';
  const note = trusted.found
    ? `${shown} at ${where} does not ask for this control yet: what is asked comes from the judged change itself.`
    : `There is no ${shown} at ${where} yet: what is asked comes from the judged change itself.`;
  return {
    ok: true,
    config: bootstrap(check(own, request), config),
    source: sourceOf('bootstrap', shown, own),
    notes: [note],
  };
}

/** What a change may say about its own judgement: what is asked for, but nothing that lets anything live. */
function bootstrap(own: Config, base: Config | undefined): Config {
  const { version, 'waiver-cap-days': cap, places } = own.common;
  const nothing = {
    version,
    'waiver-cap-days': cap,
    places,
    roles: {},
    waivers: [],
    attestations: [],
    deferrals: [],
    profiles: {},
  };
  const sections = Object.entries(own.sections).map(([name, section]) => {
    const { 'skip-on': _skip, 'disabled-rules': _disabled, ...asked } = section;
    return [name, asked] as const;
  });
  return { ...own, common: base?.common ?? nothing, sections: Object.fromEntries(sections) };
}

function noConfig(path: string): GovernanceError {
  return new GovernanceError('BAD_CONFIG', `there is no configuration at ${path}`, {
    hint: 'Create it (the command init writes one), or name another one with the input config.',
  });
}

async function readConfig({ judged, path, shown }: ConfigRequest): Promise<Found | undefined> {
  const answer = await judged.read(path, configMaxBytes);
  if (answer.found) return answer;
  if (answer.reason === 'absent') return undefined;
  throw new GovernanceError('BAD_CONFIG', `the configuration ${shown} ${answer.message}`);
}

function sourceOf(kind: PolicySource['kind'], path: string, { ref, sha256 }: Found): PolicySource {
  return { kind, path, ...(ref === undefined ? {} : { ref }), sha256 };
}

function check(found: Found, { controls, known, shown: path }: ConfigRequest): Config {
  const fail = (problems: Problem[]): GovernanceError =>
    new GovernanceError(
      'BAD_CONFIG',
      `the configuration ${path} has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
      {
        problems,
        hint: 'dist/schema/config.schema.json describes every key; editors complete it from the first line of the file.',
      },
    );
  const decoded = decodeText(found.content);
  if (!decoded.ok) throw fail([{ path, line: decoded.line, message: decoded.message }]);
  const parsed = parseYaml(decoded.text, { exactNumbers: true });
  if (!parsed.ok) throw fail([{ path, ...parsed.position, message: parsed.message }]);
  const { document } = parsed;
  const config = parseConfig(document.value, controls, known);
  if (config.ok) return config.config;
  throw fail(
    config.problems.map(({ pointer, message, key }) => ({
      path,
      ...(key === true ? document.keyAt(pointer) : document.near(pointer)),
      message,
    })),
  );
}
