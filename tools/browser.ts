/** Before the tests: sees to it that there is a browser, and that it starts. In CI a missing one fails the run. */
import { launchBrowser, obtainBrowser } from '#test/browser.ts'

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

try {
  const found = await obtainBrowser(say)
  if (!found)
    throw new Error(
      'There is no browser here. Install Chromium, name one in CHROME_PATH, or leave the journeys out: npm test -- --unit',
    )
  const browser = await launchBrowser()
  say(`The browser of the tests is Chromium ${browser.version()} (${found.path}).`)
  await browser.close()
} catch (error) {
  say((error as Error).message)
  process.exitCode = 1
}
