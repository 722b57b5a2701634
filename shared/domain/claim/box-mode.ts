/**
 * What a section of boxes says. `all`: each tick is a claim, and each must be there; `none`: a tick is a reason against (a no-go list);
 * `template`: to be copied, and nobody ticks it in the repository.
 */
export const boxModes = ['all', 'none', 'template'] as const;
