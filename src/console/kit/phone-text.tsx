import { CopyButton } from './copy.tsx'

export type PhoneTextProps = {
  /** E.164, which is what copying gives. */
  e164: string
  /** As the server words it: national or international; the number itself unless told. */
  shown?: string
  extension?: string
  copyable?: boolean
}

/** A number keeps its direction and stays on one line in any language. */
export function PhoneText({ e164, shown = e164, extension, copyable }: PhoneTextProps) {
  return (
    <span className="rc-nowrap">
      <bdi dir="ltr">{shown.replaceAll(' ', '\u00a0')}</bdi>
      {extension && ` ext.\u00a0${extension}`}
      {copyable && <CopyButton text={e164} label={`Copy ${e164}`} />}
    </span>
  )
}
