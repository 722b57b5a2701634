import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { temporaryFolder } from '../support/git-repository.ts';

/** How a page is photographed. */
export interface View {
  scheme: 'light' | 'dark';
  /** CSS pixels; the height is that of the page. */
  width: number;
  /** Device pixels for a CSS pixel. */
  scale: number;
  /** At most so many CSS pixels of height; left out, the whole page. */
  height?: number;
}

export interface Picture {
  png: Buffer;
  /** CSS pixels of the page. */
  height: number;
  /** Parts that are wider than their place, so that a reader must scroll sideways: the beginning of the text of each. */
  wide: string[];
}

export interface Browser {
  photograph: (html: string, view: View) => Promise<Picture>;
  close: () => Promise<void>;
}

/** What a page is asked about itself. */
const measure = `JSON.stringify({
  height: Math.ceil(document.documentElement.getBoundingClientRect().height),
  wide: [document.documentElement, ...document.querySelectorAll('table, pre')]
    .filter((each) => each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.tagName.toLowerCase() + ' ' + each.scrollWidth + ' in ' + each.clientWidth + ': ' + each.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40)),
})`;

/**
 * Chromium of the machine without a window, driven through its pipe (Chrome DevTools Protocol): nothing is downloaded, and no port
 * is opened. `command` is the program; its own complaints are shown only when it ends by itself.
 */
export async function openBrowser(command: string): Promise<Browser> {
  const profile = temporaryFolder();
  const child = spawn(
    command,
    [
      '--headless=new',
      '--remote-debugging-pipe',
      '--disable-gpu',
      '--hide-scrollbars',
      '--font-render-hinting=none',
      '--disable-lcd-text',
      '--force-color-profile=srgb',
      `--user-data-dir=${profile.folder}`,
      // Chromium refuses its sandbox to root; the pages are the suite's own and have no script.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [, , , to, from] = child.stdio as unknown as [null, null, Readable, Writable, Readable];
  const waiting = new Map<number, { resolve: (result: Answer) => void; reject: (error: Error) => void }>();
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString('utf8');
  });
  const ended = new Promise<void>((resolve) => {
    const end = (why: string): void => {
      for (const { reject } of waiting.values()) reject(new Error(`${command} ${why}\n${complaints}`));
      waiting.clear();
      resolve();
    };
    child.on('error', (error) => end(`does not start: ${error.message}`));
    child.on('close', (code) => end(`ended with ${code}`));
  });
  let rest = '';
  from.setEncoding('utf8');
  from.on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message) as {
        id?: number;
        result?: Answer;
        error?: { message: string };
      };
      const asked = id === undefined ? undefined : waiting.get(id);
      if (id === undefined || asked === undefined) continue;
      waiting.delete(id);
      if (error === undefined) asked.resolve(result ?? {});
      else asked.reject(new Error(error.message));
    }
  });
  let last = 0;
  const ask = (method: string, params: object = {}, sessionId?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      to.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });

  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params: object = {}): Promise<Answer> => ask(method, params, sessionId);
  const { frameTree } = await page('Page.getFrameTree');
  return {
    async photograph(html, { scheme, width, scale, height: most = Number.POSITIVE_INFINITY }) {
      const metrics = { width, height: 600, deviceScaleFactor: scale, mobile: false };
      await page('Emulation.setDeviceMetricsOverride', metrics);
      await page('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      await page('Page.setDocumentContent', { frameId: frameTree?.frame.id, html });
      const { result } = await page('Runtime.evaluate', { expression: measure });
      const { height, wide } = JSON.parse(result?.value ?? '') as { height: number; wide: string[] };
      const clip = { x: 0, y: 0, width, height: Math.min(height, most), scale: 1 };
      const { data = '' } = await page('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: true });
      return { png: Buffer.from(data, 'base64'), height, wide };
    },
    async close() {
      // One that is gone already, or goes before it answers, is closed.
      await ask('Browser.close').catch(() => undefined);
      await ended;
      profile.remove();
    },
  };
}

/** Of what the browser answers, what is used here. */
interface Answer {
  targetId?: string;
  sessionId?: string;
  frameTree?: { frame: { id: string } };
  result?: { value?: string };
  data?: string;
}
