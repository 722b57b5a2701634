import { milliseconds } from '../../shared/core/duration.ts';
import { isoTime, parseTime } from '../../shared/core/time.ts';
import type { RoleDemand } from '../../shared/domain/role-cover/cover.ts';
import { type ApprovalRow, isOpen } from '../../shared/domain/sign-off/document.ts';
import { calledBy, decisionKinds, type Words } from '../../shared/domain/sign-off/words.ts';
import { against, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed, quote } from '../../shared/parse/text.ts';
import { demandsOf, type JudgedApproval } from './approved.ts';
import { decisionOf } from './decision.ts';
import type { Ctx } from './definition.ts';
import type { FoundDocument } from './found.ts';

/** A time that somebody wrote down from the clock is not that of the review to the second. */
const aroundReview = milliseconds('1h');

/** The role that a line of the record names, by its words. */
function roleCalled(text: string, demands: readonly RoleDemand[]): RoleDemand | undefined {
  const letters = (word: string): string =>
    word
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return demands.find(({ role }) => letters(role) === letters(text));
}

/** Judges every line of the approval record; each is about its role. */
export function judgeRecord(
  ctx: Ctx,
  { document, doubt }: FoundDocument,
  { verdict, approvals, after, signed }: JudgedApproval,
  words: Words,
): { role: string; verdict: Verdict }[] {
  const decision = decisionOf(document);
  const demands = demandsOf(ctx);
  const people = new Set(
    Object.values(ctx.policy.roles)
      .flat()
      .map((login) => login.toLowerCase()),
  );
  for (const { by } of signed) people.add(by.toLowerCase());
  const { record } = document;
  return record.map((row, index) => {
    const problems = wrongIn(row, record.slice(0, index), ctx.time.latest, after);
    const kind = calledBy(row.verdict.text, decisionKinds, words);
    if (kind === undefined) problems.push(`its decision ${quote(row.verdict.text)} is no word that is known`);
    else if (decision !== undefined && kind !== decision)
      problems.push(`it says ${quote(row.verdict.text)}, and the document decides ${decision}`);
    const login = row.name.text.trim().replace(/^@/, '').toLowerCase();
    const approved = approvals?.approvals.some(({ by }) => by.toLowerCase() === login) === true;
    if (people.has(login) && approvals !== undefined && !approved)
      problems.push(`${row.name.text} did not approve the pull request at its head`);
    const isOf = roleCalled(row.role.text, demands);
    if (isOf !== undefined && people.has(login) && !isOf.people.some((one) => one.toLowerCase() === login))
      problems.push(`${row.name.text} is none of the ${isOf.role}`);
    const time = parseTime(row.time.text.trim());
    const reviews = approvals?.approvals.filter(({ by }) => by.toLowerCase() === login) ?? [];
    if (time !== undefined && reviews.length > 0 && !reviews.some(({ at }) => Math.abs(at - time) < aroundReview))
      problems.push(
        `its time ${row.time.text} is not that of the review, ${reviews.map(({ at }) => isoTime(at)).join(', ')}`,
      );
    const role = row.role.text === '' ? `line ${index + 1}` : row.role.text;
    if (problems.length > 0) {
      const fix = 'write who approved it, by login, with the time of their own review';
      return {
        role,
        verdict: against(problems.join('; '), 'what the platform recorded', problems, fix, row.at),
      };
    }
    if (approvals === undefined)
      return {
        role,
        verdict:
          verdict.status === 'unverified'
            ? verdict
            : unverified(noData('it is not known who approved it', 'the reviews')),
      };
    if (!approved) {
      const message = `nobody knows which login is behind ${quote(row.name.text)}`;
      return { role, verdict: unverified(noData(message, 'the login of the person in the record')) };
    }
    if (isOf === undefined) {
      const known = listed(demands.map((demand) => demand.role));
      const because = noData(`its role ${quote(row.role.text)} is none of ${known}`, 'a role of the policy');
      return { role, verdict: unverified(because) };
    }
    return { role, verdict: doubt === undefined ? passed : unverified(doubt) };
  });
}

function wrongIn(
  { role, name, time }: ApprovalRow,
  before: readonly ApprovalRow[],
  latest: number,
  after: number | undefined,
): string[] {
  const problems: string[] = [];
  if (isOpen(role.text)) problems.push('it does not say for which role');
  if (isOpen(name.text)) problems.push('it does not say who');
  const at = parseTime(time.text.trim());
  if (at === undefined) problems.push(`its time ${quote(time.text)} is no time with its zone`);
  else {
    if (at > latest) problems.push(`its time ${time.text} is still to come`);
    if (after !== undefined && at <= after)
      problems.push(`its time ${time.text} is before the evidence of ${isoTime(after)}`);
    const same = before.find((row) => parseTime(row.time.text.trim()) === at && row.name.text !== name.text);
    if (same !== undefined) problems.push(`it bears the very time of ${same.name.text}`);
  }
  if (before.some((row) => row.role.text === role.text)) problems.push('its role is there twice');
  if (before.some((row) => row.name.text.toLowerCase() === name.text.toLowerCase()))
    problems.push(`${name.text} is there for two roles`);
  return problems;
}
