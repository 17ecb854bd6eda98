import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { answer, mailServer } from '#test/mail-server.ts'
import { sendLetter, type Letter } from './send.ts'
import { readMailSettings } from './settings.ts'
import { defineTemplate, render } from './template.ts'

const server = await mailServer()
afterAll(server.stop)
beforeEach(() => {
  server.mails.length = 0
  server.manners = {}
})

const settings = (from = 'Rollcall <rollcall@example.com>') => readMailSettings(server.url(), from)!
const letter = (more: Partial<Letter> = {}): Letter => ({
  messageId: '<1@example.com>',
  to: { name: 'Ana Lind', address: 'ana@example.com' },
  subject: 'Hello',
  text: 'Hello Ana',
  html: '<p>Hello Ana</p>',
  language: 'en',
  date: new Date('2026-11-23T00:00:00Z'),
  ...more,
})
const nothing = async () => {}
const send = (more: Partial<Letter> = {}, before = nothing) => sendLetter(settings(), letter(more), before)

describe('a mail', () => {
  test('arrives as it was written, in text and HTML', async () => {
    const outcome = await send({ subject: 'Grüße, 你好', text: 'Ħello', html: '<p>Ħello</p>' })
    expect(outcome.kind).toBe('accepted')
    const [mail] = server.mails
    expect(mail).toMatchObject({ subject: 'Grüße, 你好', html: '<p>Ħello</p>', messageId: '<1@example.com>' })
    expect(mail!.text!.trim()).toBe('Ħello')
    expect([mail!.from_, mail!.to_]).toEqual(['rollcall@example.com', ['ana@example.com']])
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated')
  })

  test('goes to a domain of another script under the name by which it travels', async () => {
    await send({ to: { name: '', address: 'ana@bücher.example' } })
    expect(server.mails[0]!.raw).toContain('To: ana@xn--bcher-kva.example')
  })

  test('is told of before its first byte leaves, and not when nobody wants it', async () => {
    let told = 0
    const count = async () => void (told += 1)
    await send({}, count)
    expect(told).toBe(1)
    server.manners.recipient = () => answer(550, 'No such mailbox')
    await send({}, count)
    expect(told).toBe(1)
  })

  test('is not sent when that cannot be written down', async () => {
    const failed = await send({}, () => Promise.reject(new Error('the database is away')))
    expect(failed.kind).toBe('later')
    expect(server.mails).toEqual([])
  })
})

describe('a server that does not take it', () => {
  test.each([
    ['no such mailbox is for good', 550, 'recipient', 'refused'],
    ['a full mailbox is for another time', 452, 'recipient', 'later'],
    ['a mail refused for what it is, is so for good', 554, 'data', 'refused'],
    ['a busy server is for another time', 451, 'data', 'later'],
  ] as const)('%s', async (_, code, when, kind) => {
    server.manners[when] = () => answer(code, 'Not now')
    expect(await send()).toMatchObject({ kind, answer: expect.stringContaining(`${code}`) })
    expect(server.mails).toEqual([])
  })

  test('cut off in the middle of a long mail, it was certainly not taken', async () => {
    server.manners.dropAfter = 50_000
    expect((await send({ text: 'word '.repeat(4_000_000) })).kind).toBe('later')
  })

  test('lost when it had the whole mail, only it knows', async () => {
    server.manners.dropAfter = Infinity
    expect((await send()).kind).toBe('perhaps')
  })

  test('that is away is for another time', async () => {
    await server.leave()
    expect((await send()).kind).toBe('later')
    await server.comeBack()
    expect((await send()).kind).toBe('accepted')
  })

  test('that offers no TLS is not given a password by way of a network', async () => {
    const secret = { ...settings(), requireTls: true, login: { user: 'u', pass: 'p' } }
    expect(await sendLetter(secret, letter(), nothing)).toMatchObject({ kind: 'later' })
    expect(server.mails).toEqual([])
  })
})

describe('nobody writes a header but Rollcall', () => {
  const injections = ['Ana\r\nBcc: evil@example.com', 'Ana\nBcc: evil@example.com', 'Ana\u2028Bcc: evil@example.com']
  test.each(injections)('by a name or a subject: %j', async (text) => {
    await send({ subject: text, to: { name: text, address: 'ana@example.com' } })
    const [mail] = server.mails
    expect(mail!.to_).toEqual(['ana@example.com'])
    expect(mail!.headers.has('bcc')).toBe(false)
    expect(mail!.raw.split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im)
    expect(mail!.subject).toBe('Ana Bcc: evil@example.com')
  })

  test.each(['Ana <evil@example.com>', 'a, evil@example.com', '"; evil@example.com'])(
    'nor another recipient: %j',
    async (name) => {
      await send({ to: { name, address: 'ana@example.com' } })
      expect(server.mails[0]!.to_).toEqual(['ana@example.com'])
    },
  )

  test.each([
    'ana@example.com\r\nRCPT TO:<evil@example.com>',
    'ana@example.com> NOTIFY=NEVER',
    'evil@example.com,ana@example.com',
  ])('nor a command by an address: %j', async (address) => {
    await send({ to: { name: '', address } })
    expect(server.mails.flatMap(({ to_ }) => to_).filter((to) => to === 'evil@example.com')).toEqual([])
  })
})

describe('SMTP_URL and MAIL_FROM', () => {
  test('are read with their defaults', () => {
    expect(readMailSettings('smtp://mail.example.com', 'Rollcall <r@example.com>')).toEqual({
      host: 'mail.example.com',
      port: 587,
      secure: false,
      requireTls: false,
      login: null,
      from: { name: 'Rollcall', address: 'r@example.com' },
    })
    expect(readMailSettings('smtps://u%40x:p%3Aw@mail.example.com', 'r@example.com')).toMatchObject({
      port: 465,
      secure: true,
      login: { user: 'u@x', pass: 'p:w' },
    })
  })

  test('a password goes over a network by TLS alone, unless somebody says otherwise', () => {
    const requires = (url: string) => readMailSettings(url, 'r@example.com')!.requireTls
    expect(requires('smtp://u:p@mail.example.com')).toBe(true)
    expect(requires('smtp://u:p@127.0.0.1:1025')).toBe(false)
    expect(requires('smtp://u:p@mail.example.com?requireTLS=false')).toBe(false)
    expect(requires('smtp://mail.example.com?requireTLS=true')).toBe(true)
  })

  test.each([
    ['a sender that is no address', 'smtp://h', 'rollcall', /MAIL_FROM is not one e-mail address/],
    ['two senders', 'smtp://h', 'a@example.com, b@example.com', /MAIL_FROM is not one/],
    ['no sender', 'smtp://h', '', /MAIL_FROM is not\. Set/],
    ['no host', 'smtp://', 'a@example.com', /names no host/],
    ['a word that is not known', 'smtp://h?pool=true', 'a@example.com', /more than a host/],
    ['a password that is badly written', 'smtp://u:50%@h', 'a@example.com', /%25/],
  ])('%s is said in a sentence without the password', (_, url, from, sentence) => {
    expect(() => readMailSettings(url, from)).toThrow(sentence)
    expect(() => readMailSettings(url, from)).toThrow(/^((?!50%@).)*$/)
  })
})

describe('a template', () => {
  const hello = defineTemplate<{ name: string; link: string }>({
    name: 'hello',
    says: {
      en: ({ name, link }, { tenant }) => ({
        subject: `Welcome to ${tenant}`,
        body: [`Hello ${name}.`, { link, label: 'Begin' }, { code: 'K7QF' }, { aside: 'Nobody asked? Do nothing.' }],
      }),
      'pt-BR': ({ link }) => ({ subject: 'Bem-vindo', body: [{ link, label: 'Começar' }] }),
    },
  })
  const data = { name: `<img src=x onerror="alert('1')">`, link: 'https://r.example/a?b=1&c="' }
  const evil = { tenant: 'Acme & <b>Söhne</b>', language: 'en' }

  test('says the same in text and HTML, and nothing in it becomes a tag', () => {
    const { subject, text, html } = render(hello, data, evil)
    expect(subject).toBe('Welcome to Acme & <b>Söhne</b>')
    expect(text).toContain('Begin:\nhttps://r.example/a?b=1&c="')
    expect(html).toContain('Hello &lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;.')
    expect(html).toContain('href="https://r.example/a?b=1&amp;c=&quot;"')
    expect(html).toContain('<bdi>Acme &amp; &lt;b&gt;Söhne&lt;/b&gt;</bdi>')
    expect(html).not.toMatch(/<img|<b>/)
  })

  test('speaks the language that was asked for, else its parent, else English', () => {
    const spoken = (language: string) => render(hello, data, { ...evil, language }).language
    expect([spoken('pt-BR'), spoken('pt'), spoken('en-GB'), spoken('lv')]).toEqual(['pt-BR', 'en', 'en', 'en'])
  })

  test('refuses a link that is none', () => {
    expect(() => render(hello, { ...data, link: 'javascript:alert(1)' }, evil)).toThrow('http or https')
  })
})
