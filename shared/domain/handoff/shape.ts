/*
 * The shapes of payloads that are read, as data: what each has at which place. Whoever hands over by a shape that lacks something is told
 * so at the place where it would stand.
 */

export const shapeNames = ['release-handoff.v1', 'producer-release-handoff', 'service-rehearsal-handoff.v1'] as const;
export type ShapeName = (typeof shapeNames)[number];

/** Where a baseline says its facts, as pointers from its own root. */
export interface BaselineShape {
  /** Pointer of the object that holds them. */
  at: string;
  tag: string;
  commit: string;
  /** Contract versions by the names that this shape gives them; one pointer to an object is all its members. */
  versions: Readonly<Record<string, string>> | string;
  /** It may be missing, or null. */
  optional: boolean;
}

/** Pointers into a payload; what is left out cannot be said in that shape. */
export interface Shape {
  /** Texts that must be there besides baselines and files. */
  required: readonly string[];
  /** A text that must be this one, by pointer. */
  exactly: Readonly<Record<string, string>>;
  mode?: string;
  /** Without a mode it is stable. */
  modeOptional?: true;
  producer?: string;
  /** The commit at which everything was read. */
  commit?: string;
  generatedAt: string;
  baseline: BaselineShape;
  active?: BaselineShape;
  previous?: BaselineShape;
  errorCodes: string;
  /** Files by the pointer of their path, with that of their sha256. Commits of which they are: by name of the baseline, else `commit`. */
  files: readonly { path: string; sha256?: string; of?: 'active' | 'previous'; manifest?: true }[];
  /** Lists of files with path and sha256. */
  fileLists: readonly string[];
  /** The list of results, or where only the names of commands stand. */
  results?: string;
  commands: string;
  /** The object with the consumer impact statement; undefined: the shape has none. */
  impact?: string;
  /** What may hold signs that look like paths or gaps without being any. */
  opaque: readonly string[];
}

const flatVersions = {
  service: '/expected_service_contract_version',
  api: '/expected_api_contract_version',
  integration: '/integration_baseline',
};

export const shapes: Readonly<Record<ShapeName, Shape>> = {
  'release-handoff.v1': {
    required: [],
    exactly: {},
    mode: '/mode',
    producer: '/producer',
    commit: '/commit',
    generatedAt: '/generatedAt',
    baseline: { at: '/baseline', tag: '/tag', commit: '/commit', versions: '/versions', optional: false },
    active: { at: '/active', tag: '/tag', commit: '/commit', versions: '/versions', optional: true },
    previous: { at: '/previous', tag: '/tag', commit: '/commit', versions: '/versions', optional: true },
    errorCodes: '/errorCodes',
    files: [
      { path: '/baseline/manifest/path', sha256: '/baseline/manifest/sha256', manifest: true },
      { path: '/active/manifest/path', sha256: '/active/manifest/sha256' },
      { path: '/previous/manifest/path', sha256: '/previous/manifest/sha256', of: 'previous' },
      { path: '/changelog/path', sha256: '/changelog/sha256' },
      { path: '/impactFrom/path', sha256: '/impactFrom/sha256' },
    ],
    fileLists: ['/packet/evidence'],
    results: '/verification/results',
    commands: '/packet/commands',
    impact: '/impact',
    opaque: ['/envelope'],
  },
  // The payload of the first published producer; the candidate and the stable mode came later, with the active baseline.
  'producer-release-handoff': {
    required: ['/manifest_contract_version'],
    exactly: {},
    mode: '/handoff_mode',
    modeOptional: true,
    generatedAt: '/handoff_generated_at_utc',
    baseline: { at: '', tag: '/release_tag', commit: '/commit_sha', versions: flatVersions, optional: false },
    active: {
      at: '/active_runtime_baseline',
      tag: '/release_tag',
      commit: '/commit_sha',
      versions: flatVersions,
      optional: true,
    },
    errorCodes: '/error_code_enum',
    files: [{ path: '/manifest_path', manifest: true }, { path: '/changelog_path' }],
    fileLists: [],
    commands: '/verification_commands',
    impact: '/consumer_impact_statement_template',
    opaque: ['/non_2xx_envelope_policy'],
  },
  'service-rehearsal-handoff.v1': {
    required: ['/rehearsal_candidate/target_service_contract_version', '/rollback_policy/action'],
    exactly: { '/payload_contract_version': 'service-v3-rehearsal-handoff.v1' },
    mode: '/rehearsal_candidate/mode',
    producer: '/producer/repo',
    commit: '/producer/planning_commit_seen_by_consumer',
    generatedAt: '/generated_at_utc',
    baseline: {
      at: '/producer/active_runtime_baseline',
      tag: '/release_tag',
      commit: '/commit_sha',
      versions: {
        service: '/service_contract_version',
        api: '/api_contract_version',
        integration: '/integration_baseline',
      },
      optional: false,
    },
    errorCodes: '/error_code_expectations/codes',
    files: [{ path: '/cutover_gates_doc' }],
    fileLists: [],
    commands: '/required_producer_checks',
    opaque: ['/non_2xx_envelope_policy'],
  },
};
