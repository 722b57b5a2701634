import type { RequiredJob, RequiredReport } from './config.ts';
import { playbook002 } from './playbook-002.ts';
import type { PresetChoice } from './preset-config.ts';

/** What must have happened. */
export interface Asked {
  jobs: readonly RequiredJob[];
  reports: readonly RequiredReport[];
}

/** The jobs and reports of the presets, in their order, with those of the section: one of the same id and kind takes the place of the preset's. */
export function askedOf(
  section: Asked & { presets: readonly PresetChoice[] },
): Asked & { replaced: readonly string[] } {
  const brought = section.presets.map((choice) => playbook002(typeof choice === 'string' ? {} : choice));
  const replaced = new Set<string>();
  const others = <T extends { id: string }>(entries: readonly T[], ones: readonly T[]): T[] => {
    const own = new Set(ones.map(({ id }) => id));
    const seen = new Set<string>();
    for (const { id } of entries) if (own.has(id)) replaced.add(id);
    return entries.filter(({ id }) => !own.has(id) && !seen.has(id) && seen.add(id));
  };
  return {
    jobs: [
      ...others(
        brought.flatMap(({ jobs }) => jobs),
        section.jobs,
      ),
      ...section.jobs,
    ],
    reports: [
      ...others(
        brought.flatMap(({ reports }) => reports),
        section.reports,
      ),
      ...section.reports,
    ],
    replaced: [...replaced],
  };
}

/** Whether a profile asks for a job or report. */
export function isAskedBy(profile: string, { profiles }: Pick<RequiredJob, 'profiles'>): boolean {
  return profiles === undefined || profiles.includes(profile);
}
