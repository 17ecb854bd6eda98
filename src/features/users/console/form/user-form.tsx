import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react'
import { ErrorSummary } from '#src/console/kit/errors.tsx'
import { useMe } from '../../../sign-in/console/widgets/me.tsx'
import { definition, type FieldName } from '../../fields/catalogue.ts'
import type { SignInChoice } from './changes.ts'
import { useFormSetting } from './form-context.tsx'
import { SectionIndex, showSection } from './section-index.tsx'
import { AccessSection } from './sections/access.tsx'
import { CallingSection } from './sections/calling.tsx'
import { PersonSection } from './sections/person.tsx'
import { ProfileSection } from './sections/profile.tsx'
import { SecuritySection } from './sections/security.tsx'
import { SipSection } from './sections/sip.tsx'
import { SkillsSection, useSkillsShown } from './sections/skills.tsx'
import { TeamSection } from './sections/team.tsx'
import classes from './form.module.css'

type UserFormProps = {
  signIn?: SignInChoice
  onSignIn?: (choice: SignInChoice) => void
  /** Beside the sections on a wide page, below them on a narrow one. */
  summary: ReactNode
  /** Save and its company: a bar that stays in view. */
  actions: ReactNode
  onSave: () => void
}

/** Every field of a person on one page, in sections. */
export function UserForm({ signIn = 'none', onSignIn = () => undefined, summary, actions, onSave }: UserFormProps) {
  const { form, fields } = useFormSetting()
  const { hasModule } = useMe()
  const skills = useSkillsShown()
  const [security, setSecurity] = useState(location.hash === '#security')
  const wrong = fields.filter((name) => form.errorOf(name))
  const faultyInside = form.attempt > 0 && wrong.some((name) => definition(name).section === 'security')
  useEffect(() => {
    const follow = () => {
      if (location.hash === '#security') setSecurity(true)
      if (location.hash) showSection(location.hash.slice(1))
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  // Before the lists hear of it, which know Enter as a key of their own.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    event.stopPropagation()
    onSave()
  }
  const sections = [
    { id: 'person', title: 'Person', shown: true },
    { id: 'access', title: 'Access', shown: true },
    { id: 'team', title: 'Team', shown: true },
    { id: 'skills', title: 'Skills', shown: skills },
    { id: 'calling', title: 'Calling', shown: hasModule('dialer') || hasModule('pbx') },
    { id: 'sip', title: 'SIP', shown: hasModule('pbx') },
    { id: 'profile', title: 'Profile', shown: true },
    { id: 'security', title: 'Security', shown: true },
  ].filter((section) => section.shown)
  const shows = (id: string) => sections.some((section) => section.id === id)
  const faultsIn = (id: string) => wrong.filter((name) => definition(name).section === id).length
  return (
    <form
      className={classes.form}
      onSubmit={(event) => event.preventDefault()}
      onKeyDownCapture={onKeyDownCapture}
      noValidate
      autoComplete="off"
    >
      <SectionIndex sections={sections.map(({ id, title }) => ({ id, title, faults: faultsIn(id) }))} />
      <div className={classes.sections}>
        <p className={classes.legend}>Fields marked * are required.</p>
        {form.attempt > 0 && (
          <ErrorSummary errors={wrong.map((name) => summaryOf(name, form.errorOf(name)))} attempt={form.attempt} />
        )}
        <PersonSection />
        <AccessSection signIn={signIn} onSignIn={onSignIn} />
        <TeamSection />
        {shows('skills') && <SkillsSection />}
        {shows('calling') && <CallingSection />}
        {shows('sip') && <SipSection />}
        <ProfileSection />
        <SecuritySection opened={security || faultyInside} onOpen={setSecurity} />
      </div>
      <aside className={classes.summary} aria-label="Summary">
        {summary}
      </aside>
      <div className={classes.actions}>{actions}</div>
    </form>
  )
}

const summaryOf = (name: FieldName, message = '') => ({ field: name, label: definition(name).label, message })
