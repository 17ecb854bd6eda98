import { useEffect, useState } from 'react'
import type * as z from 'zod/mini'
import { call } from '#src/console/api.ts'
import { AppButton } from '#src/console/kit/button.tsx'
import { PlainDialog } from '#src/console/kit/dialog.tsx'
import { FieldError } from '#src/console/kit/errors.tsx'
import { SkeletonRows } from '#src/console/kit/states.tsx'
import { sayProblem } from '#src/console/sending.ts'
import { readMail, type Mail } from '../contract.ts'
import classes from './outbox.module.css'

type Words = z.output<(typeof readMail.answers)[200]>

/** The words of a mail that cannot go out; asked for when it opens, since the change log says who read them. */
export function ReadDialog({ mail, onClose }: { mail: Mail; onClose: () => void }) {
  const [words, setWords] = useState<Words>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    const left = new AbortController()
    void call(readMail, { params: { id: mail.id } }, { signal: left.signal })
      .then((outcome) => (outcome.ok ? setWords(outcome.answer) : setProblem(sayProblem(outcome.document))))
      .catch(() => undefined)
    return () => left.abort()
  }, [mail.id])
  return (
    <PlainDialog
      opened
      wide
      onClose={onClose}
      title={mail.subject}
      actions={<AppButton onClick={onClose}>Close</AppButton>}
    >
      <p className="rc-muted">
        To <bdi>{mail.to.name || mail.to.address}</bdi>
        {mail.to.name && (
          <>
            , <bdi>{mail.to.address}</bdi>
          </>
        )}
        . A link in it works for whoever opens it. The change log says that you read it.
      </p>
      {problem && <FieldError id="mail-problem">{problem}</FieldError>}
      {words ? (
        <pre className={classes.words}>{withLinks(words.text)}</pre>
      ) : (
        !problem && <SkeletonRows what="the mail" rows={3} />
      )}
    </PlainDialog>
  )
}

const ADDRESS = /(https?:\/\/\S+)/

const withLinks = (text: string) =>
  text.split(ADDRESS).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  )
