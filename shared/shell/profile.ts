import { builtInProfiles, type Profile } from '../core/policy.ts';

/** The profile of that name: one of the configuration, else a built-in one. Names were checked with the configuration. */
export function profileOf(name: string, own: Readonly<Record<string, Profile>>): Profile {
  const profile = own[name] ?? builtInProfiles[name as keyof typeof builtInProfiles];
  if (profile === undefined) throw new Error(`the profile ${name} was not checked`);
  return profile;
}
