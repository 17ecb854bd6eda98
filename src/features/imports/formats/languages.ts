/** Languages that systems call by their English name (BroadWorks, Webex, RingCentral), as tags of BCP 47. */
const CODES =
  'ar bg bs ca cs da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv mk ms mt nb nl nn no pl pt ro ru sk sl sq sr sv sw th tr uk ur vi zh'.split(
    ' ',
  )

const names = new Intl.DisplayNames('en', { type: 'language' })
const byName = new Map(CODES.map((code) => [(names.of(code) ?? code).toLowerCase(), code]))

/** The tag of a language written as a tag or as its English name, a region in brackets aside; blank for anything else. */
export function tagOfLanguage(text: string): string {
  if (/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*(?:[.@].*)?$/.test(text)) return text.split(/[.@]/, 1)[0] ?? ''
  const [, name = ''] = /^(\p{L}+)(?:\s*[([-].*)?$/u.exec(text.trim()) ?? []
  return byName.get(name.toLowerCase()) ?? ''
}
