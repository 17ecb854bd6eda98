/**
 * What a mail says, written once: the same blocks become the text and the HTML of it, so that both say the same and
 * nothing gets into the HTML unescaped. A template is a plain function for each language; English is always there.
 */
export type Block =
  | string
  /** A link with words of its own in HTML, written out in the text. */
  | { readonly link: string; readonly label: string }
  /** Something to copy: a code, a name to sign in with. */
  | { readonly code: string }
  /** Said smaller, at the end. */
  | { readonly aside: string }

export type Words = { readonly subject: string; readonly body: readonly Block[] }
export type Sender = { readonly tenant: string; readonly language: string }
type Say<D> = (data: D, sender: Sender) => Words

export type Template<D> = {
  /** Shown in the outbox: `password-reset`. */
  readonly name: string
  /** By language tag (BCP 47): `en`, `de`, `pt-BR`. */
  readonly says: Readonly<Record<string, Say<D>>> & { readonly en: Say<D> }
}
export const defineTemplate = <D>(template: Template<D>): Template<D> => template

export type Rendered = {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The language that it is in, which may be another than was asked for. */
  readonly language: string
}

/** In the language that was asked for, or its parent (`pt` for `pt-BR`), or English. */
export function render<D>(template: Template<D>, data: D, { tenant, language }: Sender): Rendered {
  const spoken = chain(language).find((tag) => tag in template.says) ?? 'en'
  const { subject, body } = template.says[spoken]!(data, { tenant, language: spoken })
  return {
    subject,
    text: `${body.map(asText).join('\n\n')}\n\n-- \n${tenant}\n`,
    html: page(spoken, subject, tenant, body.map(asHtml).join('\n')),
    language: spoken,
  }
}

function chain(tag: string): string[] {
  const parts = tag.split('-')
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('-'))
}

const asText = (block: Block): string => {
  if (typeof block === 'string') return block
  if ('link' in block) return `${block.label}:\n${block.link}`
  return 'code' in block ? `    ${block.code}` : block.aside
}

const SMALL = 'color:#5b6473;font-size:13px'

function asHtml(block: Block): string {
  if (typeof block === 'string') return `<p>${escape(block)}</p>`
  if ('code' in block) return `<p><code style="font-size:16px"><bdi>${escape(block.code)}</bdi></code></p>`
  if ('aside' in block) return `<p style="${SMALL}">${escape(block.aside)}</p>`
  if (!/^https?:\/\//.test(block.link)) throw new Error('A link in a mail is an http or https address.')
  const href = escape(block.link)
  return `<p><a href="${href}">${escape(block.label)}</a></p>\n<p style="${SMALL}">${href}</p>`
}

const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/

const page = (language: string, subject: string, tenant: string, body: string) => `<!doctype html>
<html lang="${escape(language)}" dir="${RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>
<body style="margin:24px auto;max-width:560px;padding:0 16px;font:16px/1.5 system-ui,sans-serif">
${body}
<hr style="border:0;border-top:1px solid #7e8797">
<p style="${SMALL}"><bdi>${escape(tenant)}</bdi></p>
</body>
</html>
`

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** For text and quoted attributes of HTML. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPED[character]!)
