/** Codes, against the RFC's own values and against another program's opinion. */
import { spawnSync } from 'node:child_process'
import { HOTP, Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { newSecret, stepOf, uriOf } from './service/totp.ts'

/** RFC 6238, appendix B: seconds since 1970, and the codes of eight digits for each hash. */
const vectors: readonly (readonly [seconds: number, sha1: string, sha256: string, sha512: string])[] = [
  [59, '94287082', '46119246', '90693936'],
  [1_111_111_109, '07081804', '68084774', '25091201'],
  [1_111_111_111, '14050471', '67062674', '99943326'],
  [1_234_567_890, '89005924', '91819424', '93441116'],
  [2_000_000_000, '69279037', '90698825', '38618901'],
  [20_000_000_000, '65353130', '77737706', '47863826'],
]
/** As the RFC's erratum 2866 has them: as long as the hash. */
const seed = (bytes: number) => Secret.fromUTF8('1234567890'.repeat(7).slice(0, bytes))

describe('S16: the values of RFC 6238', () => {
  const algorithms = [
    ['SHA1', seed(20), 1],
    ['SHA256', seed(32), 2],
    ['SHA512', seed(64), 3],
  ] as const
  for (const [algorithm, secret, column] of algorithms)
    test.each(vectors.map((row) => [row[0], row[column]] as const))(`S16: ${algorithm} at %i s is %s`, (at, code) => {
      expect(new TOTP({ algorithm, digits: 8, period: 30, secret }).generate({ timestamp: at * 1000 })).toBe(code)
      expect(HOTP.generate({ algorithm, digits: 8, counter: Math.floor(at / 30), secret })).toBe(code)
    })

  test('S16: ours are their last six digits, with SHA-1', () => {
    for (const [at, code] of vectors)
      expect(stepOf(seed(20).base32, code.slice(2), new Date(at * 1000))).toBe(Math.floor(at / 30))
  })
})

describe('a typed code', () => {
  const secret = newSecret()
  const at = new Date('2026-11-23T08:00:10Z')
  const step = Math.floor(at.getTime() / 30_000)
  const codeOf = (counter: number) => HOTP.generate({ secret: Secret.fromBase32(secret), counter, digits: 6 })

  test('S16: belongs to the step of now, or one before or after it, and to none further away', () => {
    const near = [-1, 0, 1].map((skew) => stepOf(secret, codeOf(step + skew), at))
    expect(near).toEqual([step - 1, step, step + 1])
    for (const skew of [-3, -2, 2, 3]) expect(stepOf(secret, codeOf(step + skew), at)).toBeNull()
  })

  test('may have spaces, as apps show it, and is six digits', () => {
    const code = codeOf(step)
    expect(stepOf(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, at)).toBe(step)
    for (const odd of ['', '12345', '1234567', 'abcdef', `${code}0`, '١٢٣٤٥٦'])
      expect(stepOf(secret, odd, at)).toBeNull()
  })
})

test('the secret has 160 bits, and its address says issuer, account and how it is computed', () => {
  const secret = newSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret()).not.toBe(secret)
  const uri = new URL(uriOf(secret, { issuer: 'Nordlys & Sons', label: 'ana.lind' }))
  expect(decodeURIComponent(uri.pathname)).toBe('/Nordlys & Sons:ana.lind')
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Nordlys & Sons',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

const oathtool = spawnSync('oathtool', ['--version']).status === 0
test.skipIf(!oathtool)(`S16: oathtool is of the same opinion${oathtool ? '' : ' (it is not installed here)'}`, () => {
  for (let i = 0; i < 20; i += 1) {
    const secret = newSecret()
    const at = new Date(Date.UTC(2026, 0, 1) + i * 86_400_000 * 37)
    const { stdout } = spawnSync(
      'oathtool',
      ['--totp=sha1', '--base32', `--now=${at.toISOString().slice(0, 19)}Z`, secret],
      {
        encoding: 'utf8',
        env: { ...process.env, TZ: 'UTC' },
      },
    )
    expect(stepOf(secret, stdout.trim(), at)).toBe(Math.floor(at.getTime() / 30_000))
  }
})
