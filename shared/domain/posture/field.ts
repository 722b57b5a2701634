import { pathField } from '../../core/inputs.ts';

/** The posture record of a repository, as every control that is stopped by it takes it. */
export const postureField = pathField({
  description:
    'The posture record of this repository (YAML or JSON), read in the base and at the tip of the default branch; unless both are GO, now and for what the run is about, it stops this.',
  optional: true,
  policy: true,
});
