import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/*
 * Loaded with `node --import` before anything else: counts what the process does to the file system, and does to it what EFFECT_DOES says
 * at the effect whose number EFFECT_AT names:
 * - kill: the process is killed (SIGKILL) before it;
 * - half: the same, when half of what it writes is written;
 * - stop: the process is stopped before it, until somebody lets it go on (SIGCONT);
 * - full: the disk is full: half of what it writes is written, and nothing of what is written later.
 * Each effect becomes a line of the file that EFFECT_LOG names, before it happens.
 */

const at = Number(process.env.EFFECT_AT ?? '0');
const does = process.env.EFFECT_DOES ?? '';
const log = fs.openSync(process.env.EFFECT_LOG ?? '', 'a');
const { writeSync, writeFileSync } = fs;
let count = 0;
/** Some functions of Node call others of these. */
let inside = false;

/** Every effect goes through here. `half` does the first half of it, where it writes anything. */
function effect(what, half) {
  count += 1;
  writeSync(log, `${what}\n`);
  if (does === 'full') {
    if (at === 0 || count < at || half === undefined) return;
    if (count === at) half();
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28 });
  }
  if (count !== at) return;
  if (does === 'stop') {
    process.kill(process.pid, 'SIGSTOP');
    return;
  }
  if (does === 'half') half?.();
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing may happen any more.
  for (;;);
}

const halfOf = (data) => Buffer.from(data).subarray(0, Math.floor(Buffer.from(data).length / 2));
const nameOf = (path) => String(path).split('/').at(-1);
const writes = (flags) => (typeof flags === 'number' ? (flags & 3) !== 0 : /[wa+]/.test(String(flags ?? 'r')));

/** Puts `before` in front of a function; one that gives a promise rejects with what it throws. */
function wrap(object, name, before) {
  const original = object[name];
  const fails = (error) => {
    if (name.endsWith('Sync')) throw error;
    return Promise.reject(error);
  };
  object[name] = function wrapped(...given) {
    if (inside) return original.apply(this, given);
    try {
      before.call(this, ...given);
    } catch (error) {
      return fails(error);
    }
    inside = true;
    try {
      return original.apply(this, given);
    } finally {
      inside = false;
    }
  };
}

for (const name of ['mkdir', 'rename', 'rm', 'unlink', 'rmdir', 'link', 'symlink', 'copyFile', 'truncate', 'chmod']) {
  const before = (path, to) => effect(`${name} ${nameOf(path)}${typeof to === 'string' ? ` ${nameOf(to)}` : ''}`);
  wrap(fs.promises, name, before);
  wrap(fs, `${name}Sync`, before);
}
for (const [name, flag] of [
  ['writeFile', 'w'],
  ['appendFile', 'a'],
]) {
  const before = (path, data) =>
    effect(`${name} ${nameOf(path)}`, () => writeFileSync(path, halfOf(data), { flag }));
  wrap(fs.promises, name, before);
  wrap(fs, `${name}Sync`, before);
}
wrap(fs.promises, 'open', (path, flags) => {
  if (writes(flags)) effect(`open ${nameOf(path)}`);
});

const handle = await fs.promises.open(process.execPath);
const handles = Object.getPrototypeOf(handle);
await handle.close();
wrap(handles, 'write', function write(data, from = 0, length = data.length - from) {
  effect('write', () => writeSync(this.fd, halfOf(data.subarray(from, from + length))));
});
wrap(handles, 'writev', function writev(parts) {
  effect('writev', () => writeSync(this.fd, halfOf(Buffer.concat(parts))));
});
for (const name of ['sync', 'datasync', 'truncate']) wrap(handles, name, () => effect(name));

// So that `import { writeFileSync } from 'node:fs'` gets them too.
syncBuiltinESMExports();
