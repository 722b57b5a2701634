/** What every command gets: where programs and folders are, language, time zone, and that it runs in a workflow. */
const always: readonly string[] = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'CI',
  'GITHUB_ACTIONS',
  'RUNNER_OS',
  'RUNNER_ARCH',
  // By this the runner finds what a job has left running.
  'RUNNER_TRACKING_ID',
];

/** Names that hold credentials, or lead to what changes the job (outputs, environment, summary). */
const withheld =
  /^(?:GITHUB|ACTIONS|INPUT|RUNNER|STATE|RELEASE_GOVERNANCE)_|^GH_|TOKEN|SECRET|PASSW(?:OR)?D|PASSPHRASE|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY/i;

/** Whether a variable can be handed to a command at all. */
export function mayPass(name: string): boolean {
  return always.includes(name) || !withheld.test(name);
}

/** The environment of a command: the usual variables, those that are named and may be passed, and those that are set. Values that hold a secret are left out. */
export function commandEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  { pass, set }: { pass: readonly string[]; set: Readonly<Record<string, string>> },
  secrets: readonly string[],
): Record<string, string> {
  const names = [...always, ...Object.keys(env).filter((name) => name.startsWith('LC_')), ...pass.filter(mayPass)];
  const inherited = names.flatMap((name): [string, string][] => {
    const value = env[name];
    return value === undefined || secrets.some((secret) => secret !== '' && value.includes(secret))
      ? []
      : [[name, value]];
  });
  return { ...Object.fromEntries(inherited), ...set };
}
