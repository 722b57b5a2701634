/** A way to run the suite, and whether it works on GitHub Enterprise Server. */
export interface EntryPoint {
  name: string;
  onServer: boolean;
  why: string;
}

/** All ways to run the suite. */
export const entryPoints: readonly EntryPoint[] = [
  {
    name: 'The command line, `node dist/cli.js`',
    onServer: true,
    why: 'It needs Node.js and git, and asks the server that `GITHUB_API_URL` and `GITHUB_SERVER_URL` name.',
  },
  {
    name: 'A control by itself, `actions/<control>`',
    onServer: true,
    why: 'It is one Node action, with no `uses:` inside: it needs runner 2.327.1 or newer, and a copy of this repository on the server.',
  },
  {
    name: '`executive-summary` in the job of the controls',
    onServer: true,
    why: 'It reads the reports that its own job left. Reports of other jobs are artifacts, which the client cannot upload there: they are missing, which is a no-go.',
  },
  {
    name: 'Composites, `actions/contract-governance`, `actions/release-gate`, `actions/repository-audit`',
    onServer: false,
    why: 'They call their siblings by `$/`, which the server does not know: it refuses them before anything runs.',
  },
  {
    name: 'Reusable workflows, `.github/workflows/*.yml`',
    onServer: false,
    why: 'They call actions by `$/` too, and a server cannot call workflows of github.com.',
  },
];
