import { type Sees, sees } from './available.ts';

/** What may stand at one place of a workflow file: any of its forms. Without `expressions` none may stand there. */
export interface Form {
  text?: true;
  /** The text, or the number or switch, is one of these. */
  oneOf?: readonly string[];
  number?: true;
  flag?: true;
  /** A list of such items. */
  list?: Form;
  /** A mapping with these keys. */
  keys?: Readonly<Record<string, Form>>;
  /** What stands under any other key of the mapping. */
  others?: Form;
  /** The keys that must be there. */
  needs?: readonly string[];
  /** A key without a value. Of a list or mapping that is no value; a text is empty then. */
  empty?: true;
  /** Read elsewhere, or anything at all. */
  any?: true;
  expressions?: Sees;
}

/*
 * The syntax of workflow files, as far as nobody else reads it. Source: "Workflow syntax for GitHub Actions", and the schema of workflows in
 * actions/languageservices.
 */

const anything: Form = { any: true };
const text = (expressions?: Sees): Form => ({ text: true, ...(expressions === undefined ? {} : { expressions }) });
const flag = (expressions?: Sees): Form => ({ flag: true, ...(expressions === undefined ? {} : { expressions }) });
const number = (expressions: Sees): Form => ({ number: true, expressions });
const texts = (expressions: Sees): Form => ({ ...text(expressions), list: text(expressions) });
/** Texts by names, e.g. `env`. */
const named = (expressions: Sees): Form => ({ others: text(expressions), expressions });

const concurrency = (expressions: Sees): Form => ({
  ...text(expressions),
  keys: { group: text(expressions), 'cancel-in-progress': flag(expressions), queue: text() },
});

const container: Form = {
  ...text(sees.leg),
  keys: {
    image: text(sees.leg),
    options: text(sees.leg),
    env: named(sees.output),
    ports: { list: text(sees.leg), expressions: sees.leg },
    volumes: { list: text(sees.leg), expressions: sees.leg },
    credentials: { keys: { username: text(sees.credentials), password: text(sees.credentials) } },
  },
};
const service: Form = {
  ...container,
  keys: { ...container.keys, entrypoint: text(sees.leg), command: text(sees.leg) },
};

const defaults = (expressions?: Sees): Form => ({
  keys: {
    run: {
      keys: { shell: text(expressions), 'working-directory': text(expressions) },
      ...(expressions && { expressions }),
    },
  },
});

const step: Form = {
  keys: {
    id: text(),
    if: anything,
    name: text(sees.step),
    uses: text(),
    run: text(sees.step),
    with: named(sees.step),
    env: named(sees.step),
    shell: text(sees.step),
    'working-directory': text(sees.step),
    'continue-on-error': anything,
    'timeout-minutes': number(sees.step),
  },
};

/** A job. Its name, conditions, matrix, permissions and continue-on-error are read by `readJob`. */
const job: Form = {
  keys: {
    'cancel-timeout-minutes': number(sees.leg),
    concurrency: concurrency(sees.leg),
    container,
    'continue-on-error': anything,
    defaults: defaults(sees.defaults),
    env: named(sees.legSecret),
    environment: {
      ...text(sees.leg),
      keys: { name: text(sees.leg), url: text(sees.url), deployment: flag(sees.leg) },
      needs: ['name'],
    },
    if: anything,
    name: { ...anything, expressions: sees.leg },
    needs: anything,
    outputs: { others: text(sees.output) },
    permissions: anything,
    'runs-on': {
      ...texts(sees.leg),
      keys: { group: text(sees.leg), labels: texts(sees.leg) },
    },
    secrets: { text: true, oneOf: ['inherit'], others: { ...text(sees.legSecret), number: true, flag: true } },
    services: { others: service, expressions: sees.leg },
    snapshot: anything,
    steps: { list: step },
    strategy: {
      keys: {
        'fail-fast': flag(sees.job),
        'max-parallel': number(sees.job),
        matrix: { any: true, expressions: sees.job },
      },
      expressions: sees.job,
    },
    'timeout-minutes': number(sees.leg),
    uses: anything,
    with: { others: { ...text(sees.leg), number: true, flag: true } },
  },
};

const dispatchTypes = ['boolean', 'choice', 'environment', 'number', 'string'];

const inputOf = (type: Form, expressions?: Sees): Form => ({
  keys: {
    description: text(),
    deprecationMessage: text(),
    type,
    required: flag(),
    default: { ...text(expressions), number: true, flag: true },
    options: { list: text() },
  },
  empty: true,
});

/** The events of which more than the filters is known. */
const on: Form = {
  ...anything,
  keys: {
    schedule: { list: { keys: { cron: text(), timezone: text() }, needs: ['cron'] } },
    workflow_call: {
      keys: {
        inputs: { others: inputOf(anything, sees.workflow), empty: true },
        outputs: {
          others: { keys: { description: text(), value: text(sees.calledOutput) }, needs: ['value'] },
          empty: true,
        },
        secrets: { others: { keys: { description: text(), required: flag() }, empty: true }, empty: true },
      },
      empty: true,
    },
    workflow_dispatch: {
      keys: { inputs: { others: inputOf({ text: true, oneOf: dispatchTypes }), empty: true } },
      empty: true,
    },
  },
  others: anything,
};

/** A workflow file. */
export const workflowForm: Form = {
  keys: {
    concurrency: concurrency(sees.workflow),
    defaults: defaults(),
    description: text(),
    env: named(sees.workflowEnv),
    jobs: { any: true, others: job },
    name: text(),
    on,
    permissions: anything,
    'run-name': text(sees.workflow),
  },
};
