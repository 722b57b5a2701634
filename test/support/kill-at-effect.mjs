import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/*
 * Loaded with `node --import` before anything else: counts what the process does to the file system, and kills it (SIGKILL) before the
 * effect whose number KILL_AT names; with KILL_HALF=1 a write is first done by half. Each effect becomes a line of the file that KILL_LOG
 * names, before it happens.
 */

const killAt = Number(process.env.KILL_AT ?? '0');
const log = fs.openSync(process.env.KILL_LOG ?? '', 'a');
const { writeSync, writeFileSync } = fs;
let count = 0;
/** Some functions of Node call others of these. */
let inside = false;

/** Every effect goes through here. `half` does the first half of it, where it has one. */
function effect(what, half) {
  count += 1;
  writeSync(log, `${what}\n`);
  if (count !== killAt) return;
  if (process.env.KILL_HALF === '1') half?.();
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing may happen any more.
  for (;;);
}

const halfOf = (data) => Buffer.from(data).subarray(0, Math.floor(Buffer.from(data).length / 2));
const nameOf = (path) => String(path).split('/').at(-1);
const writes = (flags) => (typeof flags === 'number' ? (flags & 3) !== 0 : /[wa+]/.test(String(flags ?? 'r')));

/** Puts `before` in front of a function of an object. */
function wrap(object, name, before) {
  const original = object[name];
  object[name] = function wrapped(...given) {
    if (inside) return original.apply(this, given);
    before.call(this, ...given);
    inside = true;
    try {
      return original.apply(this, given);
    } finally {
      inside = false;
    }
  };
}

const named = ['mkdir', 'rename', 'rm', 'unlink', 'rmdir', 'link', 'symlink', 'copyFile', 'truncate', 'utimes', 'chmod'];
for (const name of named) {
  wrap(fs.promises, name, (path, to) => effect(`${name} ${nameOf(path)}${typeof to === 'string' ? ` ${nameOf(to)}` : ''}`));
  wrap(fs, `${name}Sync`, (path) => effect(`${name} ${nameOf(path)}`));
}
for (const [name, flag] of [['writeFile', 'w'], ['appendFile', 'a']]) {
  const half = (path, data) => () => writeFileSync(path, halfOf(data), { flag });
  wrap(fs.promises, name, (path, data) => effect(`${name} ${nameOf(path)}`, half(path, data)));
  wrap(fs, `${name}Sync`, (path, data) => effect(`${name} ${nameOf(path)}`, half(path, data)));
}
wrap(fs.promises, 'open', (path, flags) => {
  if (writes(flags)) effect(`open ${nameOf(path)}`);
});

const handle = await fs.promises.open(process.execPath);
const handles = Object.getPrototypeOf(handle);
await handle.close();
wrap(handles, 'write', function write(data, at = 0, length = data.length - at) {
  effect('write', () => writeSync(this.fd, halfOf(data.subarray(at, at + length))));
});
wrap(handles, 'writev', function writev(parts) {
  effect('writev', () => writeSync(this.fd, halfOf(Buffer.concat(parts))));
});
for (const name of ['sync', 'datasync', 'truncate', 'writeFile', 'appendFile']) wrap(handles, name, () => effect(name));

// So that `import { writeFileSync } from 'node:fs'` gets them too.
syncBuiltinESMExports();
