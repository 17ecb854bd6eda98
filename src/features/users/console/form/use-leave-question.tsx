import { useLeaveQuestion as useQuestion } from '#src/console/kit/leave-question.tsx'

/** Asks before the form is left, and says what becomes of what was typed. */
export const useLeaveQuestion = (changes: number) =>
  useQuestion(
    changes,
    'What you typed stays in this browser for seven days, and is offered when you come back. Passwords and tokens are not kept.',
  )
