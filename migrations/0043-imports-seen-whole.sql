-- An import is seen whole while it is mended and while it is written.

-- How far a run is that changes everybody or nobody: moments (milliseconds since 1970) with how many were written by then.
-- Written beside its one transaction, of which nobody sees anything before its end; no more than a sight of it.
alter table plans add column writing jsonb;

-- What a mended row may clash with, so that a mend checks its row and those that depend on it, and no others.
alter table import_outcomes
  -- What the row alone may have in its file: sign-in names, extensions, the user whom it means. Null: checked before this was kept.
  add column takes text[] collate "C",
  -- Its form is right, whatever else is wrong with it.
  add column formed boolean,
  -- What it adds to what is said of the whole file.
  add column adds jsonb;
