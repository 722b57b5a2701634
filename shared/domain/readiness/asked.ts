import type { RequiredJob, RequiredReport } from './config.ts';
import { playbook002 } from './playbook-002.ts';
import type { PresetChoice } from './preset-config.ts';

/** What must have happened. */
export interface Asked {
  jobs: readonly RequiredJob[];
  reports: readonly RequiredReport[];
}

/** The jobs and reports of the presets, in their order, with those of the section: one of the same id takes the place of the preset's. */
export function askedOf(section: Asked & { presets: readonly PresetChoice[] }): Asked {
  const brought = section.presets.map((choice) => playbook002(typeof choice === 'string' ? {} : choice));
  const own = new Set([...section.jobs, ...section.reports].map(({ id }) => id));
  const others = <T extends { id: string }>(entries: readonly T[]): T[] => {
    const seen = new Set<string>();
    return entries.filter(({ id }) => !own.has(id) && !seen.has(id) && seen.add(id));
  };
  return {
    jobs: [...others(brought.flatMap(({ jobs }) => jobs)), ...section.jobs],
    reports: [...others(brought.flatMap(({ reports }) => reports)), ...section.reports],
  };
}

/** Whether a profile asks for a job or report. */
export function isAskedBy(profile: string, { profiles }: Pick<RequiredJob, 'profiles'>): boolean {
  return profiles === undefined || profiles.includes(profile);
}
