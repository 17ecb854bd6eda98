/**
 * A day of tries: after 3 s, 7 s, 20 s, a minute … and at the end every six hours. Named apart from its work, so that
 * what sends mail need not know how mail is delivered.
 */
export const sendMailJob = { name: 'send-mail', attempts: 13 } as const
