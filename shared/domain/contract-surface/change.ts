import { sha256 } from '../../core/fingerprint.ts';
import { type Json, stableJson } from '../../core/json.ts';
import type { Position } from '../../core/location.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import { type ChangeClass, type ChangeKind, changeKinds, classOf, type Who } from './change-kind.ts';
import type { SurfaceProblem } from './problem.ts';

/** Where to look in one of the two documents: the part itself, or what would hold it when it is not there. */
export interface ChangePlace {
  pointer: string;
  position: Position | undefined;
}

/** One difference between two versions of a surface. */
export interface SurfaceChange {
  /** The same for the same change wherever its lines are and however it is worded: 16 hexadecimal digits. */
  id: string;
  kind: ChangeKind;
  class: ChangeClass;
  who: Who;
  /** The operation or the component in which it is: `GET /v1/things/{}`, `#/components/schemas/Thing`; '' for the document. */
  where: string;
  /** What in it, e.g. `response 200 application/json /items/{any}/name`; '' for all of it. */
  what: string;
  /** The keyword, value or name that the change is about, where there is one. */
  value: Json | undefined;
  before: ChangePlace;
  after: ChangePlace;
  /** The pointers in the document after the change where what it brings stands, when that is not where the change is. */
  content: readonly string[] | undefined;
  /** The operations that it concerns, sorted; none for a change of the document or of a JSON Schema. */
  operations: string[];
  message: string;
  /** Why it is called breaking although nothing proves it; undefined where the structure proves it. */
  because: string | undefined;
}

/** A change as it is noticed. */
export interface Noticed {
  kind: ChangeKind;
  who: Who;
  where: string;
  what: string;
  value?: Json | undefined;
  before: string;
  after: string;
  content?: readonly string[] | undefined;
  operation?: string | undefined;
  because?: string | undefined;
}

export interface ChangeSink {
  add(noticed: Noticed): void;
  /** Counts a step; false when there were too many, and a problem says so. */
  step(): boolean;
  problem(message: string): void;
  /** The changes by place in the documents, and why they may not be all. */
  result(): { changes: SurfaceChange[]; problems: SurfaceProblem[] };
}

interface Documented {
  document: JsonDocument;
}

const mostChanges = 5_000;
const mostSteps = 2_000_000;

/** `closedResponses`: how a field counts that is added to an answer which allowed no other fields. */
export function changeSink(
  before: Documented,
  after: Documented,
  closedResponses: 'additive' | 'breaking',
): ChangeSink {
  const changes = new Map<string, SurfaceChange>();
  const problems = new Map<string, SurfaceProblem>();
  let steps = 0;
  const problem = (message: string): void => {
    problems.set(message, { code: 'too-large', message, pointer: '', position: undefined });
  };
  return {
    problem,
    step() {
      steps += 1;
      if (steps > mostSteps) problem(`takes more than ${mostSteps} steps to compare: the rest was not looked at`);
      return steps <= mostSteps;
    },
    add({ kind, who, where, what, value, before: old, after: now, content, operation, because }) {
      const id = changeId({ kind, who, where, what, value });
      const known = changes.get(id);
      if (known !== undefined) {
        if (operation !== undefined && !known.operations.includes(operation)) known.operations.push(operation);
        return;
      }
      if (changes.size >= mostChanges) {
        problem(`has more than ${mostChanges} changes: the rest is not listed`);
        return;
      }
      const lenient = kind === 'field-added-to-closed' && who !== 'request' && closedResponses === 'additive';
      const made = makeChange(
        { kind, who, where, what, value, content, because },
        placeOf(before, old),
        placeOf(after, now),
      );
      if (lenient) made.class = 'additive';
      if (operation !== undefined) made.operations.push(operation);
      changes.set(id, made);
    },
    result() {
      const list = [...changes.values()];
      for (const change of list) change.operations.sort();
      return { changes: list.sort(worstFirst), problems: [...problems.values()] };
    },
  };
}

type Parts = Pick<Noticed, 'kind' | 'who' | 'where' | 'what' | 'value' | 'content' | 'because'>;

function changeId({ kind, who, where, what, value }: Parts): string {
  return sha256(stableJson([1, kind, who, where, what, value])).slice(0, 16);
}

/** A change of these parts at these places, with the class that its kind has for those it is about. */
export function makeChange(parts: Parts, before: ChangePlace, after: ChangePlace): SurfaceChange {
  const { kind, who, where, what, value, content, because } = parts;
  const message = messageOf(kind, where, what, value, because);
  const judged = classOf(kind, who);
  return {
    id: changeId(parts),
    kind,
    class: judged,
    who,
    where,
    what,
    value,
    before,
    after,
    content,
    operations: [],
    message,
    because,
  };
}

function placeOf({ document }: Documented, pointer: string): ChangePlace {
  return { pointer, position: document.keyAt(pointer) ?? document.near(pointer) };
}

function messageOf(
  kind: ChangeKind,
  where: string,
  what: string,
  value: Json | undefined,
  because: string | undefined,
): string {
  const subject = [where, what].filter((part) => part !== '').map((part) => quote(part, 160).slice(1, -1));
  const shown = value === undefined ? '' : `: ${valueText(value)}`;
  const reason = because === undefined ? '' : ` (${because})`;
  return `${subject.join(' ') || 'the document'} ${changeKinds[kind].says}${shown}${reason}`;
}

const rank: Record<ChangeClass, number> = { breaking: 0, additive: 1, docs: 2 };

/** A text in quotes, unless it says from what to what; everything else as JSON. */
function valueText(value: Json): string {
  if (typeof value === 'string' && !value.includes(' -> ')) return quote(value, 80);
  return quote(typeof value === 'string' ? value : JSON.stringify(value), 80).slice(1, -1);
}

/** The worst first, then by place. */
export function worstFirst(a: SurfaceChange, b: SurfaceChange): number {
  if (a.class !== b.class) return rank[a.class] - rank[b.class];
  const key = ({ where, what, kind, who, id }: SurfaceChange): string => [where, what, kind, who, id].join('\n');
  return key(a) < key(b) ? -1 : 1;
}
