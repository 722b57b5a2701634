import type { KnownNames } from '../core/config.ts';
import { usualConfig } from '../core/inputs.ts';
import type { Result } from '../core/report.ts';
import { makeResult } from '../core/result.ts';
import { type LoadedConfig, loadConfig } from './policy.ts';
import type { PolicyPlace } from './run-place.ts';
import { distrust, trustRules } from './trust.ts';

/**
 * Whether the workflow, which is part of the judged change, may name this configuration and this folder. The configuration at
 * the root of the base says so under `places`; where the base has no configuration at all there is nothing to lead away from.
 */
export async function trustedPlace(
  policy: PolicyPlace,
  folder: string,
  loaded: LoadedConfig,
  known: KnownNames,
): Promise<Result[]> {
  const { path, base } = policy;
  const inside = folder.replace(/\/$/, '');
  if ((path === usualConfig && inside === '') || base === undefined || 'because' in base || !loaded.ok) return [];
  const root = await loadConfig({
    controls: [],
    known,
    path: usualConfig,
    shown: usualConfig,
    base,
    judged: base,
  }).catch(() => undefined);
  const places = root?.ok === true ? root.config.common.places.map((place) => place.replace(/\/$/, '')) : undefined;
  const allowed = (name: string): boolean => places?.includes(name) === true;
  const named = [
    inside !== '' && !allowed(inside) ? `the folder ${inside}` : undefined,
    path !== usualConfig && !allowed(path) && !(path === `${inside}/${usualConfig}` && allowed(inside))
      ? `the configuration ${path}`
      : undefined,
  ].filter((name) => name !== undefined);
  if (named.length === 0) return [];
  if (places !== undefined) return [distrust('place', { named, root: usualConfig })];
  const listed = await base.list();
  const others = listed.ok ? listed.paths.filter((each) => `/${each}`.endsWith(`/${usualConfig}`)) : [];
  const first = loaded.source.kind === 'bootstrap' && `/${path}`.endsWith(`/${usualConfig}`);
  if (listed.ok && others.length === 0 && first) return [];
  return [
    makeResult(
      'trust/place',
      trustRules.place,
      'unverified',
      { named, root: usualConfig },
      {
        because: {
          code: listed.ok ? 'NO_DATA' : listed.because.code,
          message: `the base has no ${usualConfig} that could list ${named.join(' and ')}`,
          needs: `${usualConfig} on the default branch, with places:`,
        },
      },
    ),
  ];
}
