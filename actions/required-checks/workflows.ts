import type { Because } from '../../shared/core/errors.ts';
import type { Found, Missing } from '../../shared/core/ports.ts';
import type { FetchWorkflow } from '../../shared/domain/check-names/produced-check.ts';
import { unread } from '../../shared/domain/github-rules/needs.ts';
import { callText } from '../../shared/domain/workflow/call.ts';
import { readWorkflow } from '../../shared/domain/workflow/read-workflow.ts';
import type { ProblemCode, ReadWorkflow } from '../../shared/domain/workflow/workflow.ts';
import { decodeText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { Platform } from './platform.ts';

/** GitHub takes 1,048,576 characters of at most four bytes. */
const maxBytes = 4 * 1_048_576;
/** How many workflows of other repositories are read: a change must not spend the requests of everybody. */
const maxRemote = 100;

/** All workflow files of a tree, or why one of them could not be read, without which nothing is certain. */
export type Workflows = { ok: true; workflows: ReadWorkflow[] } | { ok: false; because: Because };

/** Those of the judged tree. */
export async function workflowsOf(ctx: Ctx): Promise<Workflows> {
  return readAll(await ctx.match(['.github/workflows/*']), (path) => ctx.read(path, { maxBytes }));
}

/** Those of the tree in which the policy lies. */
export async function policyWorkflows({ policy: { tree } }: Ctx): Promise<Workflows> {
  const listed = await tree.list();
  if (!listed.ok) return listed;
  const paths = listed.paths.filter((path) => /^\.github\/workflows\/[^/]+$/.test(path));
  return readAll({ ok: true, paths }, (path) => tree.read(path, maxBytes));
}

async function readAll(
  listed: { ok: true; paths: readonly string[] } | { ok: false; because: Because },
  read: (path: string) => Promise<Found | Missing>,
): Promise<Workflows> {
  if (!listed.ok) return listed;
  const workflows: ReadWorkflow[] = [];
  for (const path of listed.paths.filter((each) => /\.ya?ml$/i.test(each))) {
    const file = await read(path);
    if (file.found) workflows.push(workflowOf(path, file.content));
    else if (file.reason === 'unreadable' || file.reason === 'absent') return { ok: false, because: notRead(file) };
    else if (file.reason === 'too-large') workflows.push(odd(path, 'too-long', file.message, 'invalid'));
    else workflows.push(odd(path, 'not-a-file', file.message, 'unclear'));
  }
  return { ok: true, workflows };
}

function notRead({ path, message, because }: Missing): Because {
  return because ?? { code: 'NO_DATA', message: `${path} ${message}`, needs: `the file ${path}` };
}

export function odd(path: string, code: ProblemCode, message: string, effect: 'invalid' | 'unclear'): ReadWorkflow {
  return { path, workflow: undefined, problems: [{ effect, code, pointer: '', message, at: { path } }] };
}

export function workflowOf(path: string, content: Uint8Array): ReadWorkflow {
  const decoded = decodeText(content);
  if (!decoded.ok) return odd(path, 'not-text', decoded.message, 'unclear');
  const read = readWorkflow(path, decoded.text);
  if (/\.ya?ml$/.test(path)) return read;
  const message = 'has an ending in capital letters, of which nobody knows whether GitHub runs it';
  return {
    ...read,
    problems: [...read.problems, { effect: 'unclear', code: 'odd-ending', pointer: '', message, at: { path } }],
  };
}

/** Reads called workflows of other repositories through the API, at most so many. */
export function fetching(ctx: Ctx, platform: Platform, most = maxRemote): FetchWorkflow {
  let read = 0;
  return async (call) => {
    const { owner, repository: repo, path, ref } = call;
    const name = callText(call);
    const refuse = (because: Because): { ok: false; because: Because } => ({
      ok: false,
      because: { ...because, message: `${name} could not be read: ${because.message}` },
    });
    if (!platform.ok) return refuse(platform.because);
    if ([owner, repo].some((part) => part === '.' || part === '..') || !/^[\x21-\x7e]+$/.test(ref))
      return refuse({ code: 'NO_DATA', message: 'it names no repository and ref', needs: 'the address of a workflow' });
    read += 1;
    if (read > most) {
      const message = `more than ${most} workflows of other repositories are called`;
      return refuse({ code: 'TRUNCATED', message, needs: 'fewer called workflows' });
    }
    const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
    const answer = await platform.github.bytes(route, { owner, repo, path, ref }, maxBytes);
    if (!answer.ok) return refuse(unread(answer.because, `a token that may read ${owner}/${repo} (contents: read)`));
    ctx.recorded(`${owner}/${repo}/${path}`, ref, answer.data);
    const decoded = decodeText(answer.data);
    if (decoded.ok) return { ok: true, text: decoded.text };
    return refuse({ code: 'NO_DATA', message: `it ${decoded.message}`, needs: 'a workflow as UTF-8 text' });
  };
}
