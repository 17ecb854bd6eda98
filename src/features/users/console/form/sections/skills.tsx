import { DualList } from '#src/console/kit/dual-list.tsx'
import { LockedList } from '../locked-list.tsx'
import { useField, useFormSetting } from '../form-context.tsx'
import { useGroupChoices, useRoles } from '../lookups.ts'
import { Section } from './section.tsx'

/** Shown while a chosen role takes calls; whoever has skills already keeps seeing them. */
export function useSkillsShown(): boolean {
  const { form } = useFormSetting()
  const roles = useRoles()
  const takesCalls = (form.values.roles ?? []).some((grant) =>
    roles.find((role) => role.id === grant.id)?.permissions.includes('calls.take'),
  )
  return takesCalls || (form.values.skills ?? []).length > 0
}

export function SkillsSection() {
  const { user } = useFormSetting()
  const { value, set, input } = useField('skills')
  const { options, more } = useGroupChoices('skill', user?.skills)
  const skills = value ?? []
  const levels = Object.fromEntries(skills.flatMap(({ id, level }) => (level ? [[id, level]] : []))) as Record<
    number,
    number
  >
  return (
    <Section id="skills" title="Skills">
      {input.lockedWhy ? (
        <LockedList
          label={input.label}
          why={input.lockedWhy}
          entries={options.filter((o) => skills.some((s) => s.id === o.id)).map((o) => o.label)}
        />
      ) : (
        <DualList
          label={input.label}
          name="skills"
          help="A level from 1 to 5 may stand with each."
          error={input.error}
          options={options}
          more={more}
          selected={skills.map((skill) => skill.id)}
          onChange={(ids) => set(ids.map((id) => skills.find((skill) => skill.id === id) ?? { id, level: null }))}
          levels={levels}
          onLevel={(id, level) => set(skills.map((skill) => (skill.id === id ? { id, level } : skill)))}
        />
      )}
    </Section>
  )
}
