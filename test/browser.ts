/**
 * The browser of the tests: one that is there, else one that can be had. In order: CHROME_PATH, an installed Chromium
 * or Chrome, playwright's cache, `apt-get install chromium` when root, the npm package @sparticuz/chromium.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

export type FoundBrowser = { readonly path: string; readonly flags: readonly string[] }

/** A browser that is already there. */
export function findBrowser(): FoundBrowser | undefined {
  const own = process.env['CHROME_PATH']
  const paths = own ? [own] : [...installed(), ...fromPlaywright()]
  const path = paths.find(isProgram)
  return path === undefined ? undefined : { path, flags: FLAGS }
}

const installed = () =>
  (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))

function fromPlaywright(): string[] {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache/ms-playwright')
  if (!existsSync(cache)) return []
  const folders = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name))
  return folders.flatMap((name) =>
    ['chrome-linux64', 'chrome-linux'].map((build) => join(cache, name, build, 'chrome')),
  )
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Finds a browser, or gets one. Undefined when there is none to be had. `say` hears what takes long. */
export async function obtainBrowser(say: (sentence: string) => void = () => {}): Promise<FoundBrowser | undefined> {
  const there = findBrowser()
  if (there || process.env['CHROME_PATH']) return there
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium for the tests …')
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status ===
      0
    if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium')) return findBrowser()
    say('apt-get could not install it; taking the one from npm.')
  }
  return fromNpm()
}

/** Unpacks its binary into the temporary folder, once. */
async function fromNpm(): Promise<FoundBrowser | undefined> {
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    const path = await packed.executablePath()
    return isProgram(path) ? { path, flags: [...new Set([...packed.args, ...FLAGS])] } : undefined
  } catch {
    return undefined
  }
}

/** A browser for a test; close it when done. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await demandBrowser())
}

/** One that keeps what browsers keep, in that folder, as somebody's own does; close it when done. */
export async function launchProfile(folder: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...(await demandBrowser()), ...options })
}

async function demandBrowser(): Promise<{ executablePath: string; args: string[] }> {
  const found = await obtainBrowser()
  if (!found) throw new Error('There is no browser here. Install Chromium, or name one in CHROME_PATH.')
  return { executablePath: found.path, args: [...found.flags] }
}
