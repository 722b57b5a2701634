import type { PresetChoice, Verification } from './config.ts';
import { presets } from './presets.ts';

/** What the configuration asks for. */
export interface Asked {
  /** In the order of the configuration, those of presets after them. */
  verifications: readonly Verification[];
  /** The ids that must be measured, each once. */
  required: readonly string[];
}

/**
 * The verifications of the configuration and of its presets; one of the configuration stands for that of a preset with the same id. Required
 * is what is named so, what a preset holds, and where neither is there, every verification.
 */
export function askedVerifications(
  own: readonly Verification[],
  named: readonly string[],
  choices: readonly PresetChoice[],
): Asked {
  const verifications = [...own];
  const required = new Set(named);
  for (const choice of choices) {
    const {
      preset,
      artifact,
      job,
      folder = 'artifacts',
      expected = {},
    } = typeof choice === 'string' ? { preset: choice } : choice;
    for (const { id, title, report } of presets[preset]) {
      required.add(id);
      if (report === undefined || verifications.some((one) => one.id === id)) continue;
      verifications.push({
        id,
        title,
        report: {
          path: `${folder}/${report.file}`,
          ...(artifact === undefined ? {} : { artifact }),
          ...(artifact === undefined || job === undefined ? {} : { job }),
          format: 'summary',
          contract: report.contract,
        },
        ...(Object.hasOwn(expected, id) ? { expected: expected[id] } : {}),
        suites: [],
        skips: [],
      });
    }
  }
  return { verifications, required: required.size > 0 ? [...required] : verifications.map(({ id }) => id) };
}
