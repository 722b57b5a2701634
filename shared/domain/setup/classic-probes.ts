import { z } from '../../core/zod.ts';
import { ask, askAll, barred, confirmed, type Probe, refuted, unseen } from './probe.ts';

const Checks = z.looseObject({ contexts: z.array(z.string()).optional(), enforcement_level: z.string().nullish() });
const Branch = z.looseObject({
  protected: z.boolean(),
  protection: z.looseObject({ enabled: z.boolean().optional(), required_status_checks: Checks.optional() }).optional(),
});
const Classic = z.looseObject({ required_status_checks: Checks.nullish() });
const Rule = z.looseObject({
  type: z.string(),
  parameters: z
    .looseObject({ required_status_checks: z.array(z.looseObject({ context: z.string() })).optional() })
    .nullish(),
});
const Release = z.looseObject({
  tag_name: z.string(),
  immutable: z.boolean().optional(),
  draft: z.boolean().optional(),
});

const branchPath = '/branches/{branch}';
const classicPath = '/branches/{branch}/protection';

/** Further assumptions about classic protection and releases, by id. */
export const classicProbes: Readonly<Record<string, Probe>> = {
  'branch-not-protected-is-certain': async (repository) => {
    const { branch } = repository;
    const seen = await ask(repository, branchPath, Branch, { branch });
    if (!seen.ok) return barred(seen.because);
    if (seen.data.protection?.enabled !== true)
      return unseen(`${branch} has no classic protection`, 'a branch with classic protection');
    const classic = await ask(repository, classicPath, Classic, { branch });
    if (classic.ok) return unseen('this token may read the protection', 'a token that may not');
    return /Branch not protected/i.test(classic.said ?? '')
      ? refuted(`${branch} has classic protection, and GitHub says "Branch not protected" to this token`)
      : confirmed(
          `${branch} has classic protection, and to this token GitHub says otherwise: ${classic.because.message}`,
        );
  },
  'summary-checks-are-required': async (repository) => {
    const { branch } = repository;
    const seen = await ask(repository, branchPath, Branch, { branch });
    if (!seen.ok) return barred(seen.because);
    const summary = seen.data.protection?.required_status_checks;
    const contexts = summary?.enforcement_level === 'off' ? [] : (summary?.contexts ?? []);
    if (contexts.length === 0)
      return unseen(`${branch} lists no check in its summary`, 'a branch with required checks');
    const rules = await askAll(repository, '/rules/branches/{branch}', Rule, { branch });
    if (!rules.ok) return barred(rules.because);
    const required = new Set(
      rules.data.flatMap(({ parameters }) => (parameters?.required_status_checks ?? []).map(({ context }) => context)),
    );
    const left = contexts.filter((context) => !required.has(context));
    if (left.length === 0) return confirmed(`rules require all ${contexts.length} of them`);
    const classic = await ask(repository, classicPath, Classic, { branch });
    if (!classic.ok && !/Branch not protected/i.test(classic.said ?? '')) return barred(classic.because);
    const own = classic.ok ? (classic.data.required_status_checks?.contexts ?? []) : [];
    const missing = left.filter((context) => !own.includes(context));
    return missing.length === 0
      ? confirmed(`rules and classic protection require all ${contexts.length} of them`)
      : refuted(`neither a rule nor classic protection requires ${missing.length} of them`);
  },
  'classic-parts-left-out-are-off': async (repository) => {
    const { branch } = repository;
    const classic = await ask(repository, classicPath, Classic, { branch });
    if (!classic.ok) return barred(classic.because);
    if (classic.data.required_status_checks)
      return unseen('classic protection has its checks', 'a classic protection without required checks');
    const seen = await ask(repository, branchPath, Branch, { branch });
    if (!seen.ok) return barred(seen.because);
    const { contexts = [], enforcement_level: level } = seen.data.protection?.required_status_checks ?? {};
    return contexts.length > 0 && level !== 'off'
      ? refuted(`classic protection leaves its checks out, and ${branch} lists ${contexts.length}`)
      : confirmed('classic protection leaves its checks out, and the branch lists none');
  },
  'immutable-release-locks-its-tag': async (repository) => {
    const releases = await askAll(repository, '/releases', Release);
    if (!releases.ok) return barred(releases.because);
    const locked = releases.data.filter(({ immutable, draft }) => immutable === true && draft !== true);
    if (locked.length === 0) return unseen('no release is immutable', 'an immutable release');
    for (const { tag_name: tag } of locked.slice(0, 20)) {
      const ref = await ask(repository, '/git/ref/{+ref}', z.looseObject({ ref: z.string() }), { ref: `tags/${tag}` });
      if (ref.ok) continue;
      if (ref.because.code === 'NOT_FOUND') return refuted(`the release of ${tag} is immutable, and its tag is gone`);
      return barred(ref.because);
    }
    return unseen(
      `the tags of ${locked.length} immutable releases are there; that nobody could move one, reading does not show`,
      'an owner who tries to',
    );
  },
};
