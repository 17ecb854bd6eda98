import { useEffect, useState } from 'react'
import { CheckIcon, CopyIcon } from './icons.ts'
import { AppButton, IconButton } from './button.tsx'
import { announce } from './live-region.tsx'

/** Copies text. The clipboard API is absent on pages served without TLS, where the old way still works. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = Object.assign(document.createElement('textarea'), {
      value: text,
      readOnly: true,
      className: 'rc-hidden-text',
    })
    const back = document.activeElement
    // Inside an open dialog, whose focus trap would take the selection back.
    ;(back?.closest('[role="dialog"]') ?? document.body).append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    if (back instanceof HTMLElement) back.focus()
    return done
  }
}

export type CopyButtonProps = {
  text: string
  label: string
  /** Words instead of the icon alone. */ words?: string
  autoFocus?: boolean
  onCopied?: () => void
}

export function CopyButton({ text, label, words, autoFocus, onCopied }: CopyButtonProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  useEffect(() => {
    if (copied === 'no') return
    const timer = setTimeout(() => setCopied('no'), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    const done = await copyText(text)
    setCopied(done ? 'yes' : 'failed')
    announce(done ? 'Copied' : 'Could not copy. Select the text and copy it by hand.')
    if (done) onCopied?.()
  }
  const icon = copied === 'yes' ? <CheckIcon size={16} aria-hidden /> : <CopyIcon size={16} aria-hidden />
  const said = copied === 'yes' ? 'Copied' : copied === 'failed' ? 'Select and copy by hand' : undefined
  return words ? (
    <AppButton icon={icon} autoFocus={autoFocus} onClick={() => void copy()}>
      {said ?? words}
    </AppButton>
  ) : (
    <IconButton label={said ?? label} icon={icon} onClick={() => void copy()} />
  )
}
