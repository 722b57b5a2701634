import { nearest } from '../../core/nearest.ts';
import { quote } from '../../parse/text.ts';
import { checkKeys, isMapping, readText, readTexts, type Source } from './source.ts';
import { type CallInput, type Filter, type FilterKind, filterKinds, type Trigger } from './workflow.ts';

/** The filters that the events know that matter for checks; of any other event every filter is taken as it is. */
const known: ReadonlyMap<string, readonly FilterKind[]> = new Map([
  ['push', ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore']],
  ['pull_request', ['types', 'branches', 'branches-ignore', 'paths', 'paths-ignore']],
  ['pull_request_target', ['types', 'branches', 'branches-ignore', 'paths', 'paths-ignore']],
  ['merge_group', ['types', 'branches', 'branches-ignore']],
]);

/** The events that start workflows. Source: "Events that trigger workflows", and the schema of workflows in actions/languageservices. */
const events = new Set([
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'create',
  'delete',
  'deployment',
  'deployment_status',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'image_version',
  'issue_comment',
  'issues',
  'label',
  'merge_group',
  'milestone',
  'page_build',
  'project',
  'project_card',
  'project_column',
  'public',
  'pull_request',
  'pull_request_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_target',
  'push',
  'registry_package',
  'release',
  'repository_dispatch',
  'schedule',
  'status',
  'watch',
  'workflow_call',
  'workflow_dispatch',
  'workflow_run',
]);

const pullRequestTypes = [
  'assigned',
  'auto_merge_disabled',
  'auto_merge_enabled',
  'closed',
  'converted_to_draft',
  'demilestoned',
  'dequeued',
  'edited',
  'enqueued',
  'labeled',
  'locked',
  'milestoned',
  'opened',
  'ready_for_review',
  'reopened',
  'review_request_removed',
  'review_requested',
  'synchronize',
  'unassigned',
  'unlabeled',
  'unlocked',
];
/** The types of the events that matter for checks. */
const types: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['pull_request', new Set(pullRequestTypes)],
  ['pull_request_target', new Set(pullRequestTypes)],
  ['merge_group', new Set(['checks_requested', 'destroyed'])],
]);

function checkEvent(event: string, source: Source): void {
  if (events.has(event) || event === '<<') return;
  const near = nearest(event, [...events]);
  source.problem(
    'unclear',
    'unknown-event',
    `has the event ${quote(event)}, which is not known`,
    near === undefined ? undefined : `write ${near}`,
  );
}

/** Reads `on`: one event, a list of events, or a mapping of events to their filters. */
export function readTriggers(source: Source): Trigger[] {
  const { value } = source;
  if (typeof value === 'string') {
    checkEvent(value, source);
    return [{ event: value, at: source.at(), filters: [] }];
  }
  if (Array.isArray(value)) {
    for (const [, member] of source.members()) if (typeof member.value === 'string') checkEvent(member.value, member);
    return readTexts(source, 'on').map(({ value: event, at }) => ({ event, at, filters: [] }));
  }
  if (!isMapping(value)) {
    source.problem('invalid', 'no-event', 'has no event in on', 'name the events, e.g. on: pull_request');
    return [];
  }
  return source.members().map(([event, member]) => {
    checkEvent(event, member);
    return { event, at: member.keyAt(), filters: readFilters(event, member) };
  });
}

/** Five fields, as GitHub takes them. Whether it refuses other texts is not documented for all of them. */
function checkSchedule(source: Source): void {
  for (const [, item] of source.members()) {
    const cron = item.member('cron');
    if (typeof cron?.value === 'string' && !/^\s*(?:[\d*,/A-Za-z-]+\s+){4}[\d*,/A-Za-z-]+\s*$/.test(cron.value))
      cron.problem('unclear', 'schedule', `has the schedule ${quote(cron.value, 40)}, which is not of five fields`);
  }
}

function readFilters(event: string, source: Source): Filter[] {
  if (event === 'schedule') {
    checkSchedule(source);
    return [];
  }
  if (!isMapping(source.value)) {
    if (source.value !== null) source.problem('invalid', 'not-a-mapping', `has on.${event} that is no mapping`);
    return [];
  }
  const allowed = known.get(event);
  if (allowed !== undefined) checkKeys(source, `on.${event}`, new Set(filterKinds));
  const filters: Filter[] = [];
  for (const kind of filterKinds) {
    const member = source.member(kind);
    // A key without a value is as if it were not there.
    if (member === undefined || member.value === null) continue;
    if (allowed !== undefined && !allowed.includes(kind)) {
      member.problem('invalid', 'unknown-filter', `filters ${event} by ${kind}, which that event does not know`);
      continue;
    }
    const values = readTexts(member, `on.${event}.${kind}`).map(({ value }) => value);
    const strange = kind === 'types' ? values.filter((value) => types.get(event)?.has(value) === false) : [];
    for (const type of strange)
      member.problem('unclear', 'unknown-type', `has the type ${quote(type)} of ${event}, which is not known`);
    filters.push({ kind, value: values, at: member.keyAt() });
  }
  for (const kind of ['branches', 'tags', 'paths'] as const) {
    const both = filters.filter((filter) => filter.kind === kind || filter.kind === `${kind}-ignore`);
    if (both.length > 1) {
      const fix = `write one of them, with ! before the patterns that ${kind} must not match`;
      source.problem('invalid', 'both-filters', `filters ${event} by both ${kind} and ${kind}-ignore`, fix);
    }
  }
  return filters;
}

const typeDefaults: ReadonlyMap<string, Pick<CallInput, 'type' | 'default'>> = new Map([
  ['boolean', { type: 'boolean', default: false }],
  ['number', { type: 'number', default: 0 }],
  ['string', { type: 'string', default: '' }],
]);

/** Reads `on.workflow_call.inputs`. */
export function readCallInputs(on: Source): Map<string, CallInput> {
  const inputs = new Map<string, CallInput>();
  const declared = on.member('workflow_call')?.member('inputs');
  for (const [key, source] of declared?.members() ?? []) {
    const type = readText(source.member('type'), `the type of the input ${quote(key)}`)?.value ?? '';
    const plain = typeDefaults.get(type);
    if (plain === undefined) {
      source.problem(
        'invalid',
        'input-type',
        `has the input ${quote(key)} with no type that is boolean, number or string`,
      );
      continue;
    }
    const given = source.member('default')?.value;
    const own = given === undefined || given === null || typeof given === 'object' ? {} : { default: given };
    const required = source.member('required')?.value === true && own.default === undefined;
    inputs.set(key, { ...plain, ...own, required });
  }
  return inputs;
}

/** Reads `on.workflow_call.secrets`. */
export function readCallSecrets(on: Source): Map<string, { required: boolean }> {
  const declared = on.member('workflow_call')?.member('secrets')?.members() ?? [];
  return new Map(declared.map(([key, source]) => [key, { required: source.member('required')?.value === true }]));
}
