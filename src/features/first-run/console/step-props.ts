import type { SetupValues } from './setup-state.ts'
import type { SetupFaults } from './setup-steps.ts'

export type StepProps = {
  readonly values: SetupValues
  readonly onChange: (change: Partial<SetupValues>) => void
  readonly faults: SetupFaults
}
