/** Whether consumers that follow the old contract go on working: `additive` they do, `breaking` some may not, `docs` only words changed. */
export type ChangeClass = 'additive' | 'breaking' | 'docs';

/** What a change is about, and so who breaks: those who send requests, those who read answers, error codes, or envelopes. */
export type Who = 'request' | 'response' | 'error-code' | 'envelope';

/** How a kind of change counts. `error-code` is that of `response` unless given; an envelope counts as a response. */
export interface KindClass {
  request: ChangeClass;
  response: ChangeClass;
  'error-code'?: ChangeClass;
  /** The kinds that the change may be when it is made backwards. */
  inverse: readonly string[];
  /** The change in words, behind what it happened to. */
  says: string;
}

const kind = (
  request: ChangeClass,
  response: ChangeClass,
  inverse: string | readonly string[],
  says: string,
  errorCode?: ChangeClass,
): KindClass => ({
  request,
  response,
  inverse: typeof inverse === 'string' ? [inverse] : inverse,
  says,
  ...(errorCode === undefined ? {} : { 'error-code': errorCode }),
});

const [additive, breaking, docs] = ['additive', 'breaking', 'docs'] as const;

/**
 * Every kind of difference and its class by direction. A schema says which values may occur: a request breaks when fewer are
 * taken, an answer when more or others may come. Where this cannot be proved the change is breaking.
 */
export const changeKinds = {
  'operation-added': kind(additive, additive, 'operation-removed', 'was added'),
  'operation-removed': kind(breaking, breaking, 'operation-added', 'was removed'),
  'security-changed': kind(breaking, breaking, 'security-changed', 'asks for other credentials'),
  'server-added': kind(additive, additive, 'server-removed', 'was added'),
  'server-removed': kind(breaking, breaking, 'server-added', 'was removed'),
  'parameter-added': kind(additive, additive, 'parameter-removed', 'was added and may be left out'),
  'parameter-added-required': kind(breaking, additive, 'parameter-removed', 'was added and is required'),
  'parameter-removed': kind(breaking, breaking, ['parameter-added', 'parameter-added-required'], 'was removed'),
  'parameter-became-required': kind(breaking, additive, 'parameter-became-optional', 'became required'),
  'parameter-became-optional': kind(additive, breaking, 'parameter-became-required', 'may now be left out'),
  'body-added': kind(additive, additive, 'body-removed', 'was added and may be left out'),
  'body-added-required': kind(breaking, breaking, 'body-removed', 'was added and is required'),
  'body-removed': kind(breaking, breaking, ['body-added', 'body-added-required'], 'was removed'),
  'body-became-required': kind(breaking, breaking, 'body-became-optional', 'became required'),
  'body-became-optional': kind(additive, additive, 'body-became-required', 'may now be left out'),
  'media-type-added': kind(additive, additive, 'media-type-removed', 'was added'),
  'media-type-removed': kind(breaking, breaking, 'media-type-added', 'was removed'),
  'status-added': kind(additive, additive, 'status-removed', 'was added'),
  'status-removed': kind(breaking, breaking, 'status-added', 'was removed'),
  'schema-added': kind(breaking, additive, 'schema-removed', 'was restricted by a schema'),
  'schema-removed': kind(additive, breaking, 'schema-added', 'is no longer restricted by a schema'),
  'field-added': kind(additive, additive, 'field-removed', 'was added and may be left out'),
  'field-added-required': kind(breaking, additive, 'field-removed', 'was added and is required'),
  'field-added-to-closed': kind(
    additive,
    breaking,
    'field-removed',
    'was added to an object that allowed no other fields',
  ),
  'field-removed': kind(
    breaking,
    breaking,
    ['field-added', 'field-added-required', 'field-added-to-closed'],
    'was removed',
  ),
  'field-became-required': kind(breaking, additive, 'field-became-optional', 'became required'),
  'field-became-optional': kind(additive, breaking, 'field-became-required', 'may now be missing'),
  'type-widened': kind(additive, breaking, 'type-narrowed', 'may have more types'),
  'type-narrowed': kind(breaking, additive, 'type-widened', 'may have fewer types'),
  'type-changed': kind(breaking, breaking, 'type-changed', 'has another type'),
  'value-added': kind(additive, breaking, 'value-removed', 'may have one more value', additive),
  'value-removed': kind(breaking, additive, 'value-added', 'may have one value less', breaking),
  'values-restricted': kind(breaking, additive, 'values-freed', 'is restricted to some values', breaking),
  'values-freed': kind(additive, breaking, 'values-restricted', 'is no longer restricted to some values'),
  'const-changed': kind(breaking, breaking, 'const-changed', 'has another constant value'),
  closed: kind(breaking, additive, 'opened', 'allows fewer fields beyond those it names'),
  opened: kind(additive, breaking, 'closed', 'allows more fields beyond those it names'),
  'bound-tightened': kind(breaking, additive, 'bound-loosened', 'has a tighter limit'),
  'bound-loosened': kind(additive, breaking, 'bound-tightened', 'has a looser limit'),
  'constraint-added': kind(breaking, additive, 'constraint-removed', 'has a new constraint'),
  'constraint-removed': kind(additive, breaking, 'constraint-added', 'has lost a constraint'),
  'constraint-changed': kind(breaking, breaking, 'constraint-changed', 'has another constraint'),
  'items-restricted': kind(breaking, additive, 'items-freed', 'is now restricted by a schema of its items'),
  'items-freed': kind(additive, breaking, 'items-restricted', 'is no longer restricted by a schema of its items'),
  'branch-added': kind(breaking, additive, 'branch-removed', 'must now fulfil one more schema'),
  'branch-removed': kind(additive, breaking, 'branch-added', 'must no longer fulfil a schema'),
  'subtype-added': kind(additive, breaking, 'subtype-removed', 'may be one more schema by its discriminator'),
  'subtype-removed': kind(breaking, additive, 'subtype-added', 'may be one schema less by its discriminator'),
  'default-changed': kind(breaking, breaking, 'default-changed', 'stands for something else when it is left out'),
  'not-provable': kind(breaking, breaking, 'not-provable', 'differs in a way that cannot be proved compatible'),
  'version-changed': kind(docs, docs, 'version-changed', 'has another value'),
  'words-changed': kind(docs, docs, 'words-changed', 'is described in other words'),
  'member-added': kind(additive, additive, 'member-removed', 'was added'),
  'member-removed': kind(breaking, breaking, 'member-added', 'was removed'),
  'member-changed': kind(breaking, breaking, 'member-changed', 'has another value'),
  'identity-changed': kind(docs, docs, 'identity-changed', 'names another release'),
  'file-added': kind(additive, additive, 'file-removed', 'is new'),
  'file-removed': kind(breaking, breaking, 'file-added', 'is no longer there'),
  'component-changed': kind(
    docs,
    docs,
    'component-changed',
    'differs: what comes of it is said at the operations that use it, if any does',
  ),
} as const satisfies Record<string, KindClass>;

export type ChangeKind = keyof typeof changeKinds;

/** The class of a change of a kind for those it is about. */
export function classOf(change: ChangeKind, who: Who): ChangeClass {
  const classes: KindClass = changeKinds[change];
  if (who === 'request') return classes.request;
  return who === 'error-code' ? (classes['error-code'] ?? classes.response) : classes.response;
}
